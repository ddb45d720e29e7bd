package org.sellerregistry.verification;

import com.google.protobuf.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.evidence.AfterUpload;
import org.sellerregistry.trader.Item;
import org.sellerregistry.trader.Sections;
import org.sellerregistry.trader.StoredTrader;
import org.sellerregistry.trader.Times;
import org.sellerregistry.v1.Check;
import org.sellerregistry.v1.CheckMethod;
import org.sellerregistry.v1.CheckResult;
import org.sellerregistry.v1.Evidence;

/**
 * Notes of each item that a document is about that the same document was given for another trader.
 *
 * <p>It decides nothing, neither for nor against: two sellers may belong together. What a person
 * records of the document afterwards takes its place.
 */
public final class DuplicateDocuments implements AfterUpload {
  static final String REASON = "DUPLICATE_DOCUMENT";

  private final CheckStore checkStore;
  private final InstantSource clock;

  public DuplicateDocuments(CheckStore checkStore, InstantSource clock) {
    this.checkStore = checkStore;
    this.clock = clock;
  }

  @Override
  public void uploaded(DSLContext db, Tenant tenant, StoredTrader trader, Evidence evidence) {
    if (evidence.getDuplicate()) {
      var checks = checkStore.load(db, tenant, trader.keys());
      var time = Times.timestamp(CheckTimes.next(trader, checks, clock));
      var noted = new ArrayList<Check>();
      for (var item : Sections.items(trader.trader())) {
        if (evidence.getItemIdsList().contains(item.id())) {
          noted.add(check(item, time));
        }
      }
      var _ = checkStore.insertAutomatic(db, tenant, trader.id(), noted);
    }
  }

  /** Whether it was noted of the item's present content, and nobody has decided since. */
  static boolean isNoted(ItemChecks checks, Item item) {
    boolean noted = false;
    for (var check : checks.inTime(item, CheckMethod.CHECK_METHOD_DOCUMENT)) {
      noted =
          switch (check.getResult()) {
            case CHECK_RESULT_PASSED, CHECK_RESULT_FAILED -> false;
            case CHECK_RESULT_INCONCLUSIVE,
                CHECK_RESULT_UNAVAILABLE,
                CHECK_RESULT_UNSPECIFIED,
                UNRECOGNIZED ->
                noted || check.getReasonCode().equals(REASON);
          };
    }
    return noted;
  }

  /** Those of the items of which it is noted. */
  static List<Item> noted(ItemChecks checks, List<Item> items) {
    return items.stream().filter(item -> isNoted(checks, item)).toList();
  }

  private static Check check(Item item, Timestamp time) {
    return Check.newBuilder()
        .setItemId(item.id())
        .setItemRevision(item.meta().getRevision())
        .setItemKind(item.kind())
        .setMethod(CheckMethod.CHECK_METHOD_DOCUMENT)
        .setResult(CheckResult.CHECK_RESULT_INCONCLUSIVE)
        .setReasonCode(REASON)
        .setCheckTime(time)
        .build();
  }
}
