package org.sellerregistry.verification;

import com.google.protobuf.Message;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.SectionHistory;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.SectionKind;
import org.sellerregistry.v1.Trader;
import org.sellerregistry.vault.TraderKeys;

/**
 * What failed before and is declared again. A failure of a source or a person stays with what was
 * declared: nobody sheds it by replacing an item, or changing it, and bringing the former content
 * back. Contents that differ in case, spaces and punctuation alone are the same here.
 */
public final class FormerFailures {
  private static final int LONGEST_NOTE = 2_000;

  private final CheckStore checkStore;
  private final SectionHistory history = new SectionHistory();

  public FormerFailures(CheckStore checkStore) {
    this.checkStore = checkStore;
  }

  /** A content that an item had. */
  private record Former(String item, long revision, SectionKind section) {
    static Former of(Check check) {
      return new Former(
          check.getItemId(), check.getItemRevision(), Sections.of(check.getItemKind()));
    }
  }

  /**
   * Stores the failures that hold for what the trader's present revision declares.
   *
   * @param after the trader in its new revision
   * @param checks every check of the trader
   * @return the checks stored
   */
  public List<Check> carryOver(
      DSLContext db,
      Tenant tenant,
      TraderKeys keys,
      Trader after,
      Collection<Check> checks,
      Instant time) {
    var failed =
        checks.stream()
            .filter(FormerFailures::decidedOutside)
            .filter(check -> check.getResult() == CheckResult.CHECK_RESULT_FAILED)
            .map(Check::getItemKind)
            .toList();
    var declared =
        Sections.items(after).stream()
            .filter(item -> item.meta().getRevision() == after.getRevision())
            .filter(item -> failed.contains(item.kind()))
            .toList();
    var contents = new HashMap<Former, Optional<Map<String, Object>>>();
    var carried = new ArrayList<Check>();
    for (var item : declared) {
      var form = form(item.content());
      var latest = new EnumMap<CheckMethod, Check>(CheckMethod.class);
      for (var check : checks) {
        if (decidedOutside(check)
            && check.getItemKind() == item.kind()
            && contents
                .computeIfAbsent(Former.of(check), former -> form(db, keys, former))
                .filter(form::equals)
                .isPresent()) {
          latest.merge(check.getMethod(), check, ItemChecks::later);
        }
      }
      for (var check : latest.values()) {
        if (check.getResult() == CheckResult.CHECK_RESULT_FAILED
            && !(check.hasExpireTime()
                && ItemChecks.expired(check.getExpireTime(), Times.timestamp(time)))) {
          carried.add(
              checkStore.insertRecorded(
                  db, tenant, keys, carried(check, item, time), Optional.empty()));
        }
      }
    }
    return carried;
  }

  private static boolean decidedOutside(Check check) {
    return !AutomaticChecks.makes(check.getMethod())
        && (check.getResult() == CheckResult.CHECK_RESULT_FAILED
            || check.getResult() == CheckResult.CHECK_RESULT_PASSED);
  }

  private static Check carried(Check failed, Item item, Instant time) {
    var note =
        "The same content failed before: %s. %s"
            .formatted(failed.getName(), failed.getNote())
            .strip();
    return failed.toBuilder()
        .clearName()
        .setItemId(item.id())
        .setItemRevision(item.meta().getRevision())
        .setCheckTime(Times.timestamp(time))
        .setNote(first(LONGEST_NOTE, note))
        .clearEvidence()
        .build();
  }

  /** The first characters, none of them cut in half. */
  private static String first(int count, String text) {
    return text.codePointCount(0, text.length()) <= count
        ? text
        : text.substring(0, text.offsetByCodePoints(0, count));
  }

  private Optional<Map<String, Object>> form(DSLContext db, TraderKeys keys, Former former) {
    return history
        .at(db, keys, former.section(), former.revision())
        .flatMap(section ->
            Sections.items(former.section(), section).stream()
                .filter(item -> item.id().equals(former.item()))
                .findFirst())
        .map(item -> form(item.content()));
  }

  /** An item's content without its meta, each text in letters and digits alone. */
  private static Map<String, Object> form(Message item) {
    return parts(Sections.withoutMeta(item));
  }

  private static Map<String, Object> parts(Message message) {
    var parts = new TreeMap<String, Object>();
    message.getAllFields().forEach((field, value) -> parts.put(field.getName(), part(value)));
    return parts;
  }

  private static Object part(Object value) {
    return switch (value) {
      case String text -> letters(text);
      case List<?> parts -> parts.stream().map(FormerFailures::part).toList();
      case Message message -> parts(message);
      default -> value;
    };
  }

  private static String letters(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
