package org.sellerregistry.server;

import io.grpc.Attributes;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import java.util.concurrent.Semaphore;

/** Bounds how many connections are open at once; those above are closed as they come. */
final class ConnectionLimit extends ServerTransportFilter {

  private static final Attributes.Key<Boolean> COUNTED = Attributes.Key.create("counted");

  private final Semaphore free;

  ConnectionLimit(int connections) {
    free = new Semaphore(connections);
  }

  @Override
  public Attributes transportReady(Attributes attributes) {
    if (!free.tryAcquire()) {
      throw Status.UNAVAILABLE
          .withDescription("The server has as many connections as it takes")
          .asRuntimeException();
    }
    return attributes.toBuilder().set(COUNTED, true).build();
  }

  @Override
  public void transportTerminated(Attributes attributes) {
    // Without attributes the connection ended before it was ready.
    if (attributes != null && attributes.get(COUNTED) != null) {
      free.release();
    }
  }
}
