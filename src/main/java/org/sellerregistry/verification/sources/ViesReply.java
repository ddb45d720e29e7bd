package org.sellerregistry.verification.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The fields of VIES's answers. */
final class ViesReply {
  private ViesReply() {}

  /**
   * The code of the failure that an answer names; empty if it names none.
   *
   * <p>The check answers with {@code errorWrappers}, its older sibling with {@code userError},
   * which also says {@code VALID} and {@code INVALID}.
   */
  static String failure(JsonNode answer) {
    var wrappers = answer.path("errorWrappers");
    if (!wrappers.isEmpty()) {
      return known(wrappers.path(0).path("error").asText(""));
    }
    if (answer.path("actionSucceed").isBoolean() && !answer.path("actionSucceed").booleanValue()) {
      return known("");
    }
    var error = answer.path("userError").asText("");
    return error.isEmpty() || error.equals("VALID") || error.equals("INVALID") ? "" : known(error);
  }

  /** A code as it may stand in a check; others, such as {@code VOW-ERR-1}, all become one. */
  private static String known(String code) {
    return switch (code) {
      case "INVALID_INPUT",
          "INVALID_REQUESTER_INFO",
          "SERVICE_UNAVAILABLE",
          "MS_UNAVAILABLE",
          "TIMEOUT",
          "VAT_BLOCKED",
          "IP_BLOCKED",
          "GLOBAL_MAX_CONCURRENT_REQ",
          "GLOBAL_MAX_CONCURRENT_REQ_TIME",
          "MS_MAX_CONCURRENT_REQ",
          "MS_MAX_CONCURRENT_REQ_TIME" ->
          code;
      default -> "SERVER_ERROR";
    };
  }

  static SourceUnavailableException unavailable(String code, Reply reply) {
    return switch (code) {
      case "VAT_BLOCKED", "IP_BLOCKED" -> SourceUnavailableException.lasting(code);
      default -> SourceUnavailableException.passing(code, reply.retryAfter());
    };
  }

  /** Whether an answer is about the number: one from a cache on the way may not be. */
  static boolean repeats(JsonNode answer, String number) {
    var text = answer.path("countryCode").asText("") + answer.path("vatNumber").asText("");
    return text.replaceAll("[^A-Za-z0-9+*]", "").toUpperCase(Locale.ROOT).equals(number);
  }

  /** A text; empty for the {@code ---} that stands for what a Member State does not disclose. */
  static String disclosed(JsonNode answer, String field) {
    var text = answer.path(field).asText("").strip();
    return text.matches("-+") ? "" : text;
  }

  static Details details(JsonNode answer, Declared declared) {
    var name = disclosed(answer, "name");
    var address = disclosed(answer, "address").lines().map(String::strip).toList();
    var names = name.isEmpty() ? List.<String>of() : List.of(name);
    return new Details(
        names,
        address,
        nameMatch(answer, declared, names),
        addressMatch(answer, declared, address),
        Map.of());
  }

  /**
   * The Member State's word if it is a yes. They differ in how strictly they compare, so a no is
   * looked at again here where the name is disclosed.
   */
  private static Match nameMatch(JsonNode answer, Declared declared, List<String> names) {
    var theirs = match(answer, "traderNameMatch");
    return theirs == Match.MATCH || names.isEmpty()
        ? theirs
        : Likeness.name(declared.name(), names);
  }

  /** All that was declared must match; one part alone does not tell an address. */
  private static Match addressMatch(JsonNode answer, Declared declared, List<String> address) {
    var theirs =
        Stream.of(
                declared.street().isBlank() ? "" : "traderStreetMatch",
                declared.postalCode().isBlank() ? "" : "traderPostalCodeMatch",
                declared.locality().isBlank() ? "" : "traderCityMatch")
            .filter(field -> !field.isEmpty())
            .map(field -> match(answer, field))
            .distinct()
            .toList();
    var all =
        switch (theirs.size()) {
          case 0 -> Match.NOT_COMPARED;
          case 1 -> theirs.getFirst();
          default -> theirs.contains(Match.MATCH) ? Match.CLOSE : Match.DIFFERENT;
        };
    return all == Match.MATCH || address.isEmpty() ? all : Likeness.address(declared, address);
  }

  private static Match match(JsonNode answer, String field) {
    return switch (answer.path(field).asText("")) {
      case "VALID" -> Match.MATCH;
      case "INVALID" -> Match.DIFFERENT;
      default -> Match.NOT_COMPARED;
    };
  }
}
