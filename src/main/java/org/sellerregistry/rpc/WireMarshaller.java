package org.sellerregistry.rpc;

import io.grpc.MethodDescriptor;
import java.io.InputStream;

/**
 * Leaves messages as the transport brings them: they are read within the interceptors, so that
 * bytes that cannot be read fail there and are explained like any other failure. gRPC itself would
 * close the call before an interceptor hears of it.
 */
final class WireMarshaller implements MethodDescriptor.Marshaller<InputStream> {
  @Override
  public InputStream stream(InputStream message) {
    return message;
  }

  @Override
  public InputStream parse(InputStream message) {
    return message;
  }
}
