package org.sellerregistry.verification.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sellerregistry.verification.sources.SourceAnswer.Confirmed;
import org.sellerregistry.verification.sources.SourceAnswer.Inconclusive;
import org.sellerregistry.verification.sources.SourceAnswer.Refuted;

/**
 * A record of the Global LEI System: the attributes of a {@code lei-records} resource, which are
 * the fields of the <a href="https://www.gleif.org/en/about-lei/common-data-file-format">LEI Common
 * Data File format</a> 3.1.
 */
record LeiRecord(String lei, JsonNode attributes) {
  private static final List<String> FACTS =
      List.of(
          "entity.status",
          "entity.jurisdiction",
          "entity.category",
          "entity.legalForm.id",
          "entity.legalForm.other",
          "entity.registeredAt.id",
          "entity.registeredAt.other",
          "entity.registeredAs",
          "registration.status",
          "registration.lastUpdateDate",
          "registration.nextRenewalDate",
          "registration.managingLou",
          "registration.corroborationLevel");

  /**
   * Reads a resource.
   *
   * @throws SourceUnavailableException if it is none, or lacks what every record has
   */
  static LeiRecord of(JsonNode resource) throws SourceUnavailableException {
    var attributes = resource.path("attributes");
    var lei = attributes.path("lei");
    if (!resource.path("type").asText("").equals("lei-records")
        || !lei.isTextual()
        || !attributes.at("/entity/legalName/name").isTextual()
        || !attributes.at("/entity/status").isTextual()
        || !attributes.at("/registration/status").isTextual()) {
      throw SourceUnavailableException.unexpectedAnswer(null);
    }
    return new LeiRecord(lei.textValue(), attributes);
  }

  /** A field by its path with dots; empty if it has no value. */
  String field(String path) {
    return attributes.at("/" + path.replace('.', '/')).asText("").strip();
  }

  /**
   * What the record says about its entity.
   *
   * <p>An inactive entity or a withdrawn record refutes. A lapsed one does not confirm: nobody
   * looked after its data since its renewal was due. Records on their way to another issuer are
   * still in force.
   */
  SourceAnswer judge(Declared declared, Proof proof) {
    return switch (field("registration.status")) {
      case "ANNULLED", "CANCELLED" -> new Refuted("LEI_ANNULLED", proof);
      case "DUPLICATE" -> new Refuted("LEI_DUPLICATE", proof);
      case "RETIRED", "MERGED" -> new Refuted("ENTITY_INACTIVE", proof);
      case "LAPSED" ->
          isInactive()
              ? new Refuted("ENTITY_INACTIVE", proof)
              : new Inconclusive("LEI_LAPSED", proof);
      case "ISSUED", "PENDING_TRANSFER", "PENDING_ARCHIVAL" -> {
        if (isInactive()) {
          yield new Refuted("ENTITY_INACTIVE", proof);
        }
        yield field("entity.status").equals("ACTIVE")
            ? new Confirmed(details(declared), proof)
            : new Inconclusive("STATUS_UNKNOWN", proof);
      }
      default -> new Inconclusive("STATUS_UNKNOWN", proof);
    };
  }

  private boolean isInactive() {
    return field("entity.status").equals("INACTIVE");
  }

  Match nameMatch(Declared declared) {
    var legal = Likeness.name(declared.name(), legalNames());
    if (legal == Match.MATCH) {
      return legal;
    }
    // A trading name or a former one is no legal name, but tells a person where to look.
    return switch (Likeness.name(declared.name(), otherNames())) {
      case MATCH, CLOSE -> Match.CLOSE;
      case DIFFERENT, NOT_COMPARED -> legal;
    };
  }

  private Details details(Declared declared) {
    var facts = new TreeMap<String, String>(Map.of("lei", lei));
    FACTS.forEach(path -> {
      var value = field(path);
      if (!value.isEmpty()) {
        facts.put(path, value);
      }
    });
    var names = Stream.concat(legalNames().stream(), otherNames().stream()).distinct().toList();
    return new Details(
        names,
        address("legalAddress"),
        nameMatch(declared),
        Stream.of("legalAddress", "headquartersAddress")
            .map(kind -> addressMatch(declared, kind))
            .min(Match::compareTo)
            .orElse(Match.NOT_COMPARED),
        facts);
  }

  private List<String> legalNames() {
    var names = new ArrayList<String>();
    names.add(field("entity.legalName.name"));
    addNames(names, "otherNames", true);
    addNames(names, "transliteratedOtherNames", true);
    return names;
  }

  private List<String> otherNames() {
    var names = new ArrayList<String>();
    addNames(names, "otherNames", false);
    addNames(names, "transliteratedOtherNames", false);
    return names;
  }

  /** Adds the names whose type says that they are the legal name in another language or script. */
  private void addNames(List<String> names, String list, boolean legal) {
    for (var name : attributes.path("entity").path(list)) {
      var type = name.path("type").asText("");
      boolean isLegal =
          type.equals("ALTERNATIVE_LANGUAGE_LEGAL_NAME")
              || type.endsWith("TRANSLITERATED_LEGAL_NAME");
      if (isLegal == legal && name.path("name").isTextual()) {
        names.add(name.path("name").textValue());
      }
    }
  }

  private Match addressMatch(Declared declared, String kind) {
    var country = field("entity." + kind + ".country");
    if (!declared.regionCode().isEmpty()
        && !country.isEmpty()
        && !country.equals(declared.regionCode())) {
      return Match.DIFFERENT;
    }
    return Likeness.address(declared, address(kind));
  }

  private List<String> address(String kind) {
    var lines = new ArrayList<String>();
    attributes
        .path("entity")
        .path(kind)
        .path("addressLines")
        .forEach(line -> lines.add(line.asText("")));
    Stream.of("postalCode", "city", "region", "country")
        .map(part -> field("entity." + kind + "." + part))
        .forEach(lines::add);
    lines.removeIf(String::isBlank);
    return lines;
  }
}
