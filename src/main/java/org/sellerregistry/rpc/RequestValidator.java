package org.sellerregistry.rpc;

import build.buf.protovalidate.Config;
import build.buf.protovalidate.ValidationResult;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.CompilationException;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.sellerregistry.v1.AdminServiceProto;
import org.sellerregistry.v1.ErrorReason;
import org.sellerregistry.v1.EvidenceServiceProto;
import org.sellerregistry.v1.ImportStorefront;
import org.sellerregistry.v1.Marketplace;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderServiceProto;
import org.sellerregistry.v1.VerificationServiceProto;

/**
 * Holds messages against the rules that the contract states in its options.
 *
 * <p>A field that this server does not know is refused too: a client that sends one relies on
 * something that would be dropped in silence. Safe for use by many threads.
 */
public final class RequestValidator {
  private final Validator validator;

  /**
   * Compiles the rules of the message types and of all types that they hold, and runs each once:
   * the first use costs a hundred times the later ones, and no caller is to wait for it. Other
   * types are compiled when they are met first.
   */
  public RequestValidator(List<Descriptor> types) {
    var config = Config.newBuilder().setEnableNativeRules(true).build();
    try {
      validator =
          ValidatorFactory.newBuilder().withConfig(config).buildWithDescriptors(types, false);
    } catch (CompilationException e) {
      throw new IllegalStateException("A rule of the contract does not compile", e);
    }
    for (var type : types) {
      var _ = check(DynamicMessage.getDefaultInstance(type));
    }
  }

  /** For all requests of the contract, and for what they carry to be held against it later. */
  public static RequestValidator forContract() {
    var requests =
        Stream.of(
                TraderServiceProto.getDescriptor(),
                VerificationServiceProto.getDescriptor(),
                EvidenceServiceProto.getDescriptor(),
                AdminServiceProto.getDescriptor())
            .flatMap(file -> file.getServices().stream())
            .flatMap(service -> service.getMethods().stream())
            .map(MethodDescriptor::getInputType);
    var parts =
        Stream.of(
            Trader.getDescriptor(), ImportStorefront.getDescriptor(), Marketplace.getDescriptor());
    return new RequestValidator(Stream.concat(requests, parts).toList());
  }

  /**
   * Passes a message that keeps the contract's rules.
   *
   * @throws Refusal UNKNOWN_FIELD or INVALID_FIELD, which names each field once
   */
  public void validate(Message message) {
    validate("", message);
  }

  /**
   * Passes a part of a request that keeps the contract's rules.
   *
   * @param path where the part is in the request, for example {@code trader}
   * @throws Refusal UNKNOWN_FIELD or INVALID_FIELD, which names each field once
   */
  public void validate(String path, Message message) {
    Bounds.requireIn(path, message, field -> true);
    UnknownFields.refuseIn(message);
    holdAgainstRules(path, message);
  }

  /**
   * Passes a message of a stream that keeps the contract's rules. Parts whose rules the contract
   * leaves to the method are left out whole: one of many records is no reason to end the stream.
   *
   * @throws Refusal UNKNOWN_FIELD or INVALID_FIELD, which names each field once
   */
  void validateInStream(Message message) {
    Bounds.requireIn("", message, field -> !UnknownFields.isLeftToMethod(field));
    UnknownFields.refuseInValidated(message);
    holdAgainstRules("", message);
  }

  private void holdAgainstRules(String path, Message message) {
    var result = check(message);
    if (!result.isSuccess()) {
      throw refusal(path, result.getViolations());
    }
  }

  private ValidationResult check(Message message) {
    try {
      return validator.validate(message);
    } catch (ValidationException e) {
      throw new IllegalStateException(
          "A rule of " + message.getDescriptorForType().getFullName() + " does not run", e);
    }
  }

  private static Refusal refusal(String path, List<Violation> violations) {
    var rules = new LinkedHashMap<String, String>();
    for (var violation : violations) {
      var proto = violation.toProto();
      rules.merge(
          FieldPaths.format(path, proto.getField()), proto.getMessage(), (a, b) -> a + "; " + b);
    }
    var refusal =
        Refusal.of(
            ErrorReason.ERROR_REASON_INVALID_FIELD, "The request breaks a rule of the contract");
    for (var rule : rules.entrySet()) {
      refusal = refusal.field(rule.getKey(), rule.getValue());
    }
    return refusal;
  }
}
