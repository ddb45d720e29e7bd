package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;

import build.buf.validate.FieldRules;
import build.buf.validate.StringRules;
import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.EvidenceServiceGrpc;
import org.sellerregistry.v1.JournalServiceGrpc;
import org.sellerregistry.v1.TraderServiceGrpc;
import org.sellerregistry.v1.VerificationServiceGrpc;

/** What the contract allows fits into the largest message of its method, in whatever script. */
class MessageBoundsTest {
  /** Tag and length. */
  private static final int HEAD = 6;

  private static final int CHARACTER = 4;

  /** Longer than any resource name: what a pattern bounds rather than a length. */
  private static final int NAME = 300;

  private static final int MASK = 2_000;

  static Stream<MethodDescriptor<?, ?>> methods() {
    return Stream.of(
            TraderServiceGrpc.getServiceDescriptor(),
            VerificationServiceGrpc.getServiceDescriptor(),
            EvidenceServiceGrpc.getServiceDescriptor(),
            AdminServiceGrpc.getServiceDescriptor(),
            JournalServiceGrpc.getServiceDescriptor())
        .flatMap(service -> service.getMethods().stream());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void theLargestRequestThatKeepsToTheContractIsTaken(MethodDescriptor<?, ?> method) {
    var request =
        ((ProtoMethodDescriptorSupplier) method.getSchemaDescriptor())
            .getMethodDescriptor()
            .getInputType();
    assertThat(largest(request))
        .isLessThanOrEqualTo(
            MethodTable.find(method.getFullMethodName()).orElseThrow().messageBytes());
  }

  private static long largest(Descriptor message) {
    if (message.equals(FieldMask.getDescriptor())) {
      return MASK;
    }
    long fields =
        message.getFields().stream()
            .filter(field -> field.getRealContainingOneof() == null)
            .mapToLong(MessageBoundsTest::largest)
            .sum();
    return fields
        + message.getRealOneofs().stream()
            .mapToLong(one ->
                one.getFields().stream().mapToLong(MessageBoundsTest::largest).max().orElse(0))
            .sum();
  }

  private static long largest(FieldDescriptor field) {
    var rules = field.getOptions().getExtension(ValidateProto.field);
    if (!field.isRepeated()) {
      return HEAD + one(field, rules);
    }
    var items = rules.getRepeated();
    // Of what methods bound by their own rules, or do not take at all, as many as a trader has.
    return (items.hasMaxItems() ? items.getMaxItems() : 20) * (HEAD + one(field, items.getItems()));
  }

  private static long one(FieldDescriptor field, FieldRules rules) {
    return switch (field.getJavaType()) {
      case MESSAGE -> largest(field.getMessageType());
      case STRING -> text(rules.getString());
      case BYTE_STRING -> rules.getBytes().hasMaxLen() ? rules.getBytes().getMaxLen() : NAME;
      case INT, LONG, FLOAT, DOUBLE, BOOLEAN, ENUM -> 10;
    };
  }

  private static long text(StringRules rules) {
    return switch (rules.getPattern()) {
      case "^[A-Z]{2}$" -> 2;
      case "^[A-Za-z0-9._~-]*$" -> rules.getMaxLen();
      default -> rules.hasMaxLen() ? CHARACTER * rules.getMaxLen() : NAME;
    };
  }
}
