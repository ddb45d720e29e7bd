package org.sellerregistry.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.cli.source.SourceException;
import org.sellerregistry.server.ConfigurationException;
import org.sellerregistry.storage.StorageException;

/**
 * Why a call was refused, in the terms of the contract.
 *
 * @param status the name of the gRPC status code; FAILED for a failure on this side
 * @param reason the contract's reason without its prefix; empty if the server gave none
 * @param fields what is wrong with each field
 * @param hint what to do about it; empty if there is nothing to say
 */
record ErrorReport(
    String status,
    String reason,
    String message,
    List<FieldViolation> fields,
    Map<String, String> metadata,
    String hint) {

  /** The status of what failed before a server was called. */
  private static final String LOCAL = "FAILED";

  private static final String UNTRUSTED = "No trusted connection: ";

  ErrorReport(
      String status,
      String reason,
      String message,
      List<FieldViolation> fields,
      Map<String, String> metadata) {
    this(status, reason, message, fields, metadata, hint(status, reason, message));
  }

  /** A failure on this side. */
  static ErrorReport local(Exception failure) {
    return local(String.valueOf(failure.getMessage()));
  }

  private static ErrorReport local(String message) {
    return new ErrorReport(LOCAL, "", message, List.of(), Map.of());
  }

  /** The same with another hint. */
  ErrorReport withHint(String other) {
    return new ErrorReport(status, reason, message, fields, metadata, other);
  }

  /** A failure that is not foreseen is a defect and passes, with its stack. */
  static ErrorReport of(Exception failure) throws Exception {
    return switch (failure) {
      case StatusRuntimeException status -> of(status);
      case UsageFailure local -> local(local);
      case CommandFailure local -> local(local);
      case ConfigurationException local -> local(local);
      case SourceException local -> local(local);
      case StorageException local -> local(local);
      case NotThere absent ->
          new ErrorReport(
              Status.Code.NOT_FOUND.name(),
              "RESOURCE_NOT_FOUND",
              String.valueOf(absent.getMessage()),
              List.of(),
              Map.of());
      case IOException file -> local(FileFailure.message(file));
      case UncheckedIOException file ->
          local(FileFailure.message(Objects.requireNonNull(file.getCause())));
      default -> throw failure;
    };
  }

  /** What a server answered a call with. */
  static ErrorReport of(StatusRuntimeException failure) {
    var status = failure.getStatus();
    return status.getCause() == null
        ? of(StatusProto.fromThrowable(failure), status)
        : of(null, status.withDescription(connectionFailure(status.getCause())));
  }

  /** What keeps a call from the server, without the description of the client's own parts. */
  private static String connectionFailure(Throwable cause) {
    var root = cause;
    boolean inHandshake = false;
    while (root.getCause() != null) {
      inHandshake |= root instanceof SSLException;
      root = root.getCause();
    }
    var why = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return (inHandshake || root instanceof SSLException ? UNTRUSTED : "No connection: ") + why;
  }

  /** A status within a message. */
  static ErrorReport of(com.google.rpc.Status status) {
    return of(status, Status.fromCodeValue(status.getCode()).withDescription(status.getMessage()));
  }

  private static ErrorReport of(com.google.rpc.@Nullable Status details, Status status) {
    var reason = "";
    var metadata = new TreeMap<String, String>();
    var fields = new ArrayList<FieldViolation>();
    if (details != null) {
      for (Any detail : details.getDetailsList()) {
        try {
          if (detail.is(ErrorInfo.class)) {
            var info = detail.unpack(ErrorInfo.class);
            reason = info.getReason();
            metadata.putAll(info.getMetadataMap());
          } else if (detail.is(BadRequest.class)) {
            fields.addAll(detail.unpack(BadRequest.class).getFieldViolationsList());
          }
        } catch (InvalidProtocolBufferException e) {
          // A detail that cannot be read says nothing; the status still does.
        }
      }
    }
    var message = status.getDescription() == null ? "" : status.getDescription();
    return new ErrorReport(
        status.getCode().name(), reason, message, List.copyOf(fields), Map.copyOf(metadata));
  }

  /** One line for people. */
  String line() {
    var line = new StringBuilder();
    if (!status.equals(LOCAL)) {
      line.append(status).append(reason.isEmpty() ? "" : " " + reason).append(": ");
    }
    line.append(explanation());
    if (!hint.isEmpty()) {
      line.append(" (").append(hint).append(')');
    }
    return Table.harmless(line.toString());
  }

  /** The message, what is wrong with the fields, and what the reason is about. */
  String explanation() {
    var parts = new ArrayList<String>();
    if (!message.isEmpty()) {
      parts.add(message);
    }
    fields.forEach(field -> parts.add(field.getField() + ": " + field.getDescription()));
    metadata.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(entry -> !message.contains(entry.getValue()))
        .forEach(entry -> parts.add(entry.getKey() + " = " + entry.getValue()));
    return String.join("; ", parts);
  }

  /** The same for programs: keys {@code status, reason, message, fields, metadata, hint}. */
  String json() {
    var error = new JsonObject();
    error.addProperty("status", status);
    error.addProperty("reason", reason);
    error.addProperty("message", message);
    var violations = new JsonArray();
    for (var field : fields) {
      var violation = new JsonObject();
      violation.addProperty("field", field.getField());
      violation.addProperty("description", field.getDescription());
      violations.add(violation);
    }
    error.add("fields", violations);
    var about = new JsonObject();
    metadata.forEach(about::addProperty);
    error.add("metadata", about);
    error.addProperty("hint", hint);
    var whole = new JsonObject();
    whole.add("error", error);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(whole);
  }

  int exitCode() {
    return status.equals("UNAVAILABLE") || status.equals("DEADLINE_EXCEEDED")
        ? ExitCodes.UNREACHABLE
        : ExitCodes.FAILED;
  }

  private static String unreachableHint(String status, String message) {
    if (message.startsWith(UNTRUSTED)) {
      return "is it the right server? See --data, --tls-ca and --tls-cert";
    }
    return status.equals("UNAVAILABLE") ? "is the server running? seller-registry serve" : "";
  }

  private static String hint(String status, String reason, String message) {
    return switch (reason) {
      case "PERSON_REQUIRED" -> "say who acts with --person";
      case "PURPOSE_REQUIRED" -> "say what it is for with --purpose";
      case "PERSON_NOT_ALLOWED" -> "the grant needs may_assert_person";
      case "CREDENTIALS_MISSING", "CREDENTIALS_INVALID" ->
          "see --data, --tls-cert and --token-file";
      case "ROLE_INSUFFICIENT" ->
          "is the marketplace's name right? An operator gives roles with \"seller-registry grant"
              + " create\"";
      case "ETAG_MISMATCH", "ITEM_CHANGED" -> "read it again";
      case "" -> unreachableHint(status, message);
      default -> "";
    };
  }
}
