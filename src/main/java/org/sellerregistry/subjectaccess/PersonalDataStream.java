package org.sellerregistry.subjectaccess;

import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Iterator;
import org.sellerregistry.v1.ExportPersonalDataResponse;

/** One export: packs elements into responses, and reads no faster than the client takes them. */
final class PersonalDataStream {
  /** Half of the largest message that clients take by default: one element more still fits. */
  private static final int FULL = 2 << 20;

  private final String name;
  private final PeekingIterator<ExportPersonalDataResponse> elements;
  private final ServerCallStreamObserver<ExportPersonalDataResponse> replies;
  private boolean done;

  PersonalDataStream(
      String name,
      Iterator<ExportPersonalDataResponse> elements,
      ServerCallStreamObserver<ExportPersonalDataResponse> replies) {
    this.name = name;
    this.elements = Iterators.peekingIterator(elements);
    this.replies = replies;
  }

  /** Begins; goes on whenever the client can take more. */
  void start() {
    replies.setOnReadyHandler(this::send);
    send();
  }

  private void send() {
    while (!done && replies.isReady()) {
      if (elements.hasNext()) {
        replies.onNext(next());
      } else {
        done = true;
        replies.onCompleted();
      }
    }
  }

  private ExportPersonalDataResponse next() {
    var packed = elements.next().toBuilder().setName(name);
    long size = packed.build().getSerializedSize();
    while (elements.hasNext() && size + elements.peek().getSerializedSize() <= FULL) {
      size += elements.peek().getSerializedSize();
      packed.mergeFrom(elements.next());
    }
    return packed.build();
  }
}
