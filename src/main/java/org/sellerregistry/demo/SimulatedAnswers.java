package org.sellerregistry.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.sellerregistry.v1.NameKind;
import org.sellerregistry.v1.PostalAddress;
import org.sellerregistry.v1.Trader;

/** The answers of simulated sources, with the fields of the real ones. */
final class SimulatedAnswers {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String GOLDEN_COPY = "2026-11-21T08:00:00Z";

  private SimulatedAnswers() {}

  /** VIES in an outage. */
  static String viesFailure(String code) {
    var answer = JSON.createObjectNode().put("actionSucceed", false);
    answer.putArray("errorWrappers").addObject().put("error", code);
    return answer.toString();
  }

  /** VIES about a number; nobody holds it if there is no holder. */
  static String vies(JsonNode question, @Nullable Trader holder) {
    var answer =
        JSON.createObjectNode()
            .put("countryCode", question.path("countryCode").asText(""))
            .put("vatNumber", question.path("vatNumber").asText(""))
            .put("requestDate", "2026-11-21T08:00:00.000Z")
            .put("valid", holder != null)
            .put("requestIdentifier", "")
            .put("name", "---")
            .put("address", "---");
    if (holder != null) {
      var address = address(holder);
      answer
          .put("name", name(holder))
          .put(
              "address",
              "%s%n%s %s"
                  .formatted(
                      String.join("\n", address.getAddressLinesList()),
                      address.getPostalCode(),
                      address.getLocality()));
    }
    return answer.toString();
  }

  /** GLEIF's record of an identifier. */
  static String leiDocument(String lei, Trader holder) {
    var document = JSON.createObjectNode();
    document.putObject("meta").putObject("goldenCopy").put("publishDate", GOLDEN_COPY);
    document.set("data", record(lei, holder));
    return document.toString();
  }

  /** GLEIF's list of the records with an identifier: of one or of none. */
  static String leiPage(String lei, @Nullable Trader holder) {
    var page = JSON.createObjectNode();
    page.putObject("meta").putObject("pagination").put("total", holder == null ? 0 : 1);
    var data = page.putArray("data");
    if (holder != null) {
      data.add(record(lei, holder));
    }
    return page.toString();
  }

  private static ObjectNode record(String lei, Trader holder) {
    var record = JSON.createObjectNode().put("type", "lei-records").put("id", lei);
    var attributes = record.putObject("attributes").put("lei", lei);
    var entity = attributes.putObject("entity").put("status", "ACTIVE");
    entity.putObject("legalName").put("name", name(holder));
    putAddress(entity.putObject("legalAddress"), address(holder));
    putAddress(entity.putObject("headquartersAddress"), address(holder));
    attributes.putObject("registration").put("status", "ISSUED");
    return record;
  }

  private static void putAddress(ObjectNode node, PostalAddress address) {
    var lines = node.putArray("addressLines");
    address.getAddressLinesList().forEach(lines::add);
    node.put("city", address.getLocality())
        .put("postalCode", address.getPostalCode())
        .put("country", address.getRegionCode());
  }

  private static String name(Trader holder) {
    return holder.getIdentity().getNamesList().stream()
        .filter(name -> name.getKind() == NameKind.NAME_KIND_LEGAL)
        .findFirst()
        .map(name -> name.getFull())
        .orElse("---");
  }

  private static PostalAddress address(Trader holder) {
    return holder.getIdentity().getAddressesList().stream()
        .findFirst()
        .orElse(PostalAddress.getDefaultInstance());
  }
}
