package org.sellerregistry.bench;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Unary calls with a drawn request, whose replies are checked against it. */
final class UnaryWorkload<Q, R> implements Workload {
  private static final AtomicInteger COMPLAINTS = new AtomicInteger();
  private static final int MOST_COMPLAINTS = 5;

  private final MethodDescriptor<Q, R> method;
  private final Draw<Q> draw;
  private final Check<Q, R> check;

  /** Makes a request. */
  interface Draw<Q> {
    Q next(RandomGenerator random);
  }

  /** Whether a reply answers a request. */
  interface Check<Q, R> {
    boolean answers(R reply, Q request);
  }

  UnaryWorkload(MethodDescriptor<Q, R> method, Draw<Q> draw, Check<Q, R> check) {
    this.method = method;
    this.draw = draw;
    this.check = check;
  }

  @Override
  public void call(Channel channel, Ended ended) {
    var request = draw.next(ThreadLocalRandom.current());
    ClientCalls.asyncUnaryCall(
        channel.newCall(method, CallOptions.DEFAULT), request, new Reply(request, ended));
  }

  private final class Reply implements StreamObserver<R> {
    private final Q request;
    private final Ended ended;
    private @Nullable R reply;

    Reply(Q request, Ended ended) {
      this.request = request;
      this.ended = ended;
    }

    @Override
    public void onNext(R value) {
      reply = value;
    }

    @Override
    public void onError(Throwable failure) {
      if (Refusals.isForWantOfRoom(failure)) {
        ended.ended(End.REFUSED);
      } else {
        complain(String.valueOf(failure));
        ended.ended(End.FAILED);
      }
    }

    @Override
    public void onCompleted() {
      boolean well = reply != null && check.answers(reply, request);
      if (!well) {
        complain("not the answer: " + reply);
      }
      ended.ended(well ? End.WELL : End.FAILED);
    }

    private void complain(String text) {
      if (COMPLAINTS.incrementAndGet() <= MOST_COMPLAINTS) {
        System.err.println(method.getFullMethodName() + ": " + text);
      }
    }
  }
}
