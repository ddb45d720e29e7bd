package org.sellerregistry.verification;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Birth;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ElectronicId;
import org.sellerregistry.v1.Name;
import org.sellerregistry.v1.NameKind;
import org.sellerregistry.v1.Party;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.v1.TraderType;
import org.sellerregistry.verification.electronicid.IdOutcome;
import org.sellerregistry.verification.electronicid.IdOutcome.IdPerson;
import org.sellerregistry.verification.electronicid.IdOutcome.Proved;
import org.sellerregistry.verification.sources.Likeness;
import org.sellerregistry.verification.sources.Match;

/**
 * The checks that a presentation of electronic identification amounts to: of the item that declares
 * it, and of a natural person's legal names.
 */
final class ElectronicIdChecks {
  private ElectronicIdChecks() {}

  /**
   * Compares what was proved with what is declared now.
   *
   * @param item the declared electronic identification
   * @return the item's check first; without names, references and callers
   */
  static List<Check> of(Item item, ElectronicId declared, Trader trader, IdOutcome outcome) {
    return switch (outcome) {
      case IdOutcome.Refuted(var reason) ->
          List.of(check(item, CheckResult.CHECK_RESULT_FAILED, reason));
      case IdOutcome.Undecided(var reason) ->
          List.of(check(item, CheckResult.CHECK_RESULT_INCONCLUSIVE, reason));
      case IdOutcome.Unavailable(var reason) ->
          List.of(check(item, CheckResult.CHECK_RESULT_UNAVAILABLE, reason));
      case Proved proved -> proved(item, declared, trader, proved);
    };
  }

  private static List<Check> proved(
      Item item, ElectronicId declared, Trader trader, Proved proved) {
    var checks = new ArrayList<Check>();
    var own = identification(item, declared, trader, proved);
    checks.add(until(own, proved));
    // Names count only beside an identification that is this trader's own.
    if (own.getResult() == CheckResult.CHECK_RESULT_PASSED && isNaturalPerson(trader)) {
      for (var name : Sections.items(trader)) {
        if (name.content() instanceof Name content
            && content.getKind() == NameKind.NAME_KIND_LEGAL
            && !proved.person().name().isEmpty()) {
          checks.add(until(name(name, content, proved.person()), proved));
        }
      }
    }
    return checks;
  }

  private static Check identification(
      Item item, ElectronicId declared, Trader trader, Proved proved) {
    var person = proved.person();
    if (!declared.getIssuer().equals(proved.issuer())) {
      return check(item, CheckResult.CHECK_RESULT_FAILED, "ISSUER_DIFFERS");
    }
    if (person.subject().isEmpty()) {
      return check(item, CheckResult.CHECK_RESULT_INCONCLUSIVE, "SUBJECT_NOT_DISCLOSED");
    }
    if (!person.subject().equals(declared.getSubject())) {
      return check(item, CheckResult.CHECK_RESULT_FAILED, "SUBJECT_DIFFERS");
    }
    if (isNaturalPerson(trader) && bornElsewhen(trader, person)) {
      return check(item, CheckResult.CHECK_RESULT_FAILED, "BIRTH_DATE_DIFFERS");
    }
    if (!proved.undecided().isEmpty()) {
      return check(item, CheckResult.CHECK_RESULT_INCONCLUSIVE, proved.undecided());
    }
    return byName(item, Likeness.name(person.name(), holders(declared, trader)));
  }

  private static Check name(Item item, Name name, IdPerson person) {
    var declared = spellings(name).toList();
    return byName(item, Likeness.name(person.name(), declared));
  }

  /** A name that merely resembles is for a person to decide; one in another script too. */
  private static Check byName(Item item, Match match) {
    return switch (match) {
      case MATCH -> check(item, CheckResult.CHECK_RESULT_PASSED, "");
      case CLOSE -> check(item, CheckResult.CHECK_RESULT_INCONCLUSIVE, "NAME_CLOSE");
      case DIFFERENT -> check(item, CheckResult.CHECK_RESULT_FAILED, "NAME_DIFFERS");
      case NOT_COMPARED -> check(item, CheckResult.CHECK_RESULT_INCONCLUSIVE, "NAME_NOT_COMPARED");
    };
  }

  /** A natural person itself; for an entity those who act for it. */
  private static List<String> holders(ElectronicId declared, Trader trader) {
    var names =
        isNaturalPerson(trader)
            ? trader.getIdentity().getNamesList().stream()
                .filter(it -> it.getKind() == NameKind.NAME_KIND_LEGAL)
                .flatMap(ElectronicIdChecks::spellings)
            : trader.getParties().getPartiesList().stream().flatMap(ElectronicIdChecks::spellings);
    var known = names.filter(Predicate.not(String::isBlank)).toList();
    return known.isEmpty() && !isNaturalPerson(trader) ? List.of(declared.getHolderName()) : known;
  }

  private static Stream<String> spellings(Name name) {
    return Stream.of(
        name.getFull(),
        name.getLatin(),
        name.getGiven() + " " + name.getFamily(),
        name.getFamily() + " " + name.getGiven());
  }

  private static Stream<String> spellings(Party party) {
    return Stream.of(party.getFullName(), party.getLatinName());
  }

  private static boolean bornElsewhen(Trader trader, IdPerson person) {
    return person.birth().isPresent()
        && trader.getTax().getBirthsList().stream()
            .map(Birth::getDate)
            .anyMatch(date -> {
              var born = person.birth().get();
              return date.getYear() != born.getYear()
                  || date.getMonth() != born.getMonthValue()
                  || date.getDay() != born.getDayOfMonth();
            });
  }

  private static boolean isNaturalPerson(Trader trader) {
    return trader.getType() == TraderType.TRADER_TYPE_NATURAL_PERSON;
  }

  private static Check until(Check check, Proved proved) {
    var until = proved.until();
    return until == null ? check : check.toBuilder().setExpireTime(expiry(until)).build();
  }

  private static Timestamp expiry(Instant until) {
    return Times.timestamp(until.isAfter(Times.FOREVER) ? Times.FOREVER : until);
  }

  private static Check check(Item item, CheckResult result, String reasonCode) {
    return Check.newBuilder()
        .setItemId(item.id())
        .setItemRevision(item.meta().getRevision())
        .setItemKind(item.kind())
        .setMethod(CheckMethod.CHECK_METHOD_ELECTRONIC_ID)
        .setResult(result)
        .setReasonCode(reasonCode)
        .build();
  }
}
