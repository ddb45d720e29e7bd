package org.sellerregistry.rpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a large message of very many fields before it is unfolded into one. Two bytes make an
 * empty element, which is an object of fifty times as many; and what the contract says of the
 * lengths of lists can only be held against objects. No request that keeps to the contract has half
 * as many fields.
 */
final class FewFields implements ServerInterceptor {
  /** Of a message, at any depth. */
  static final int MOST = 20_000;

  /** As deep as protobuf's own readers go. */
  private static final int DEEPEST = 100;

  private final Map<String, Descriptor> types;

  /**
   * @param service whose requests are looked at
   */
  FewFields(ServerServiceDefinition service) {
    types =
        service.getMethods().stream()
            .map(ServerMethodDefinition::getMethodDescriptor)
            .flatMap(method ->
                method.getRequestMarshaller() instanceof PrototypeMarshaller<?> marshaller
                        && marshaller.getMessagePrototype() instanceof Message prototype
                    ? Stream.of(
                        Map.entry(method.getFullMethodName(), prototype.getDescriptorForType()))
                    : Stream.empty())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var type = types.get(call.getMethodDescriptor().getFullMethodName());
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onMessage(Q message) {
        requireFew((InputStream) message, type);
        super.onMessage(message);
      }
    };
  }

  /** The message is one that can be read again. */
  private static void requireFew(InputStream message, @Nullable Descriptor type) {
    try {
      // Each field has a byte at least.
      if (message.available() > MOST) {
        message.mark(message.available());
        var _ = count(CodedInputStream.newInstance(message), type, 0, 0);
        message.reset();
      }
    } catch (IOException e) {
      throw Failures.malformed().cause(e);
    }
  }

  private static int count(
      CodedInputStream in, @Nullable Descriptor type, int depth, int countedBefore)
      throws IOException {
    int counted = countedBefore;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      counted++;
      var field = type == null ? null : type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      switch (WireFormat.getTagWireType(tag)) {
        case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
          int length = in.readRawVarint32();
          if (field != null && field.getJavaType() == JavaType.MESSAGE && depth < DEEPEST) {
            int outer = in.pushLimit(length);
            counted = count(in, field.getMessageType(), depth + 1, counted);
            in.popLimit(outer);
          } else {
            // Numbers that are packed together are elements too.
            counted += field != null && field.isPackable() ? length : 0;
            in.skipRawBytes(length);
          }
        }
        // What is in a group is counted like what stands beside it.
        case WireFormat.WIRETYPE_START_GROUP, WireFormat.WIRETYPE_END_GROUP -> {}
        default -> {
          var _ = in.skipField(tag);
        }
      }
      if (counted > MOST) {
        throw Failures.tooLarge();
      }
    }
    return counted;
  }
}
