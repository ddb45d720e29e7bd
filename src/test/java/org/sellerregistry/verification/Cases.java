package org.sellerregistry.verification;

import build.buf.protovalidate.ValidatorFactory;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.sellerregistry.demo.SyntheticTraders;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.SectionRevision;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.ItemKind;
import org.sellerregistry.v1.ItemProto;
import org.sellerregistry.v1.Pack;
import org.sellerregistry.v1.Trader;

/** Synthetic traders with checks, and the pack that they are held against. */
final class Cases {
  static final Packs PACKS = Packs.shipped(ValidatorFactory.newBuilder().build());
  static final Timestamp NOW = Timestamps.fromSeconds(1_772_000_000);
  static final Pack PACK = PACKS.at("eu", NOW).orElseThrow();

  /** No source is asked by the registry itself. */
  static final Predicate<CheckMethod> RECORDABLE = method -> !AutomaticChecks.makes(method);

  private static final Trader SOUND =
      revise(Trader.getDefaultInstance(), sample(), 1, NOW, _ -> false);

  private Cases() {}

  private static Trader sample() {
    return new SyntheticTraders(11)
        .range(0, 300)
        .filter(it -> it.truth().defect().isEmpty())
        .map(it -> it.record().getTrader())
        .filter(it -> it.getRegionCode().equals("DE"))
        .filter(it -> it.getRegistration().getRegisterEntriesCount() == 1)
        .filter(it -> it.getPayment().getAccounts(0).hasIban())
        .findFirst()
        .orElseThrow();
  }

  /** A sound trader with ids, as first stored at {@link #NOW}. */
  static Trader sound() {
    return SOUND;
  }

  /** The trader after a change at a time, as the registry makes it. */
  static Trader revise(
      Trader before, Trader wanted, long revision, Timestamp time, Predicate<String> verified) {
    var after = wanted.toBuilder().setRevision(revision);
    var next = new SectionRevision(revision, time, () -> UUID.randomUUID().toString(), verified);
    for (var kind : Sections.kinds()) {
      Sections.set(after, kind, next.next(Sections.get(before, kind), Sections.get(wanted, kind)));
    }
    return after.build();
  }

  /** Every item of the trader checked by the registry itself and by a method of the pack. */
  static List<Check> passed(Trader trader, Timestamp time) {
    var checks = new ArrayList<>(AutomaticChecks.of(trader, time));
    for (var item : Sections.items(trader)) {
      method(item.kind()).ifPresent(it -> checks.add(passed(item, it, time)));
    }
    return checks;
  }

  /** A method beyond the trader's own word that the pack takes for items of a kind. */
  static Optional<CheckMethod> method(ItemKind kind) {
    Set<CheckMethod> methods = new HashSet<>();
    for (var rule : PACK.getRequirementsList()) {
      for (var path : rule.getPathsList()) {
        if (rule.getItemKindsList().contains(kind)
            && (path.getItemKindsList().isEmpty() || path.getItemKindsList().contains(kind))) {
          path.getMethodsList().stream()
              .filter(it -> !AutomaticChecks.makes(it))
              .forEach(methods::add);
        }
      }
    }
    return methods.stream().sorted().findFirst();
  }

  static Check passed(Item item, CheckMethod method, Timestamp time) {
    return check(item, method, CheckResult.CHECK_RESULT_PASSED, time).build();
  }

  static Check.Builder check(Item item, CheckMethod method, CheckResult result, Timestamp time) {
    return Check.newBuilder()
        .setItemId(item.id())
        .setItemRevision(item.meta().getRevision())
        .setItemKind(item.kind())
        .setMethod(method)
        .setResult(result)
        .setReasonCode(result == CheckResult.CHECK_RESULT_PASSED ? "" : "NAME_DIFFERS")
        .addEvidence("synthetic")
        .setCheckTime(time);
  }

  static Item item(Trader trader, ItemKind kind) {
    return Sections.items(trader).stream()
        .filter(item -> item.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  /** The trader without any item of the kind. */
  static Trader without(Trader trader, ItemKind kind) {
    return replace(trader, kind, null);
  }

  /** The trader with another item in the place of those of a kind, its id as it was. */
  static Trader replace(Trader trader, ItemKind kind, Message item) {
    var result = trader.toBuilder();
    var section = Sections.get(trader, Sections.of(kind)).toBuilder();
    for (var field : section.getDescriptorForType().getFields()) {
      var of = field.getOptions().getExtension(ItemProto.itemKind);
      if (of == kind) {
        section.clearField(field);
        if (item != null) {
          section.addRepeatedField(field, item);
        }
      }
    }
    Sections.set(result, Sections.of(kind), section.build());
    return result.build();
  }

  static Timestamp later(Timestamp time, Duration by) {
    return Timestamps.add(time, Durations.fromSeconds(by.toSeconds()));
  }

  /** The trader's items as they are explained where no source is asked. */
  static ExplainItems explained(Trader trader, List<Check> checks) {
    var now = Times.instant(NOW);
    var open = new OpenQuestions(checks, List.of(PACK), now);
    return new ExplainItems(trader, checks, List.of(), open, null, now);
  }
}
