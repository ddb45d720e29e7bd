package org.sellerregistry.onboarding;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.sellerregistry.access.Caller;
import org.sellerregistry.access.Tenant;
import org.sellerregistry.rpc.Refusal;
import org.sellerregistry.storage.DuplicateKeyException;
import org.sellerregistry.storage.Inserts;
import org.sellerregistry.storage.Transactor;
import org.sellerregistry.trader.StorefrontStore;
import org.sellerregistry.trader.TraderStore;
import org.sellerregistry.v1.ImportRecord;
import org.sellerregistry.v1.ImportStorefront;
import org.sellerregistry.v1.ImportTradersResponse;

/**
 * Imports records together: those of new traders in one transaction, whose rows of one table go in
 * one round trip, and the others one by one. Each is answered by itself, and is stored whole or not
 * at all, as if they had come one after the other.
 */
public final class ImportBatch {
  private final Transactor transactor;
  private final TraderStore traders;
  private final StorefrontStore storefronts;
  private final ImportTrader importTrader;
  private final Runnable awaitRoom;

  /**
   * @param awaitRoom called before records are stored; returns when the journal has room for them,
   *     or throws the refusal
   */
  public ImportBatch(
      Transactor transactor,
      TraderStore traders,
      StorefrontStore storefronts,
      ImportTrader importTrader,
      Runnable awaitRoom) {
    this.transactor = transactor;
    this.traders = traders;
    this.storefronts = storefronts;
    this.importTrader = importTrader;
    this.awaitRoom = awaitRoom;
  }

  /** Imports them; the answers are in the order of the records. */
  List<ImportTradersResponse> importRecords(
      Tenant tenant, Caller caller, List<ImportRecord> records, boolean validateOnly) {
    if (!validateOnly) {
      awaitRoom.run();
    }
    var together =
        validateOnly || records.size() == 1
            ? Map.<Integer, ImportTradersResponse>of()
            : importNew(tenant, caller, records);
    var answers = new ArrayList<ImportTradersResponse>(records.size());
    for (int i = 0; i < records.size(); i++) {
      var answered = together.get(i);
      answers.add(
          answered == null
              ? importTrader.importRecord(tenant, caller, records.get(i), validateOnly)
              : answered);
    }
    return answers;
  }

  /**
   * Imports those that can be imported together; the rest has no answer, and nothing of it done.
   */
  private Map<Integer, ImportTradersResponse> importNew(
      Tenant tenant, Caller caller, List<ImportRecord> records) {
    var apart = apart(records);
    try {
      return transactor.write(db -> attempt(db, tenant, caller, apart));
    } catch (DuplicateKeyException e) {
      // Another call creates one of them at this moment.
      return Map.of();
    }
  }

  private Map<Integer, ImportTradersResponse> attempt(
      DSLContext db, Tenant tenant, Caller caller, Map<Integer, ImportRecord> records) {
    var taken =
        traders.taken(
            db,
            tenant,
            records.values().stream().map(it -> it.getTrader().getExternalId()).toList());
    var known =
        storefronts.known(
            db, tenant, records.values().stream().flatMap(it -> shops(it).stream()).toList());
    var answers = new LinkedHashMap<Integer, ImportTradersResponse>();
    var written = new ArrayList<DSLContext>();
    records.forEach((index, record) -> {
      if (!taken.contains(record.getTrader().getExternalId())
          && shops(record).stream().noneMatch(known::contains)) {
        var collecting = Inserts.collect(db);
        try {
          answers.put(index, importTrader.compose(collecting, tenant, caller, record));
          written.add(collecting);
        } catch (Refusal refusal) {
          // What it had collected is left behind.
          answers.put(index, ImportTrader.refused(record, refusal));
        }
      }
    });
    Inserts.write(db, written);
    return answers;
  }

  /** The valid records that share neither the trader nor a storefront with an earlier one. */
  private Map<Integer, ImportRecord> apart(List<ImportRecord> records) {
    var apart = new LinkedHashMap<Integer, ImportRecord>();
    var externalIds = new HashSet<String>();
    var shops = new HashSet<String>();
    for (int i = 0; i < records.size(); i++) {
      var record = records.get(i);
      boolean first = externalIds.add(record.getTrader().getExternalId());
      boolean own = shops(record).size() == record.getStorefrontsCount();
      for (var shop : shops(record)) {
        own &= shops.add(shop);
      }
      if (first && own && isValid(record)) {
        apart.put(i, record);
      }
    }
    return apart;
  }

  private boolean isValid(ImportRecord record) {
    try {
      importTrader.validate(record);
      return true;
    } catch (Refusal refusal) {
      // It is refused again, with its answer, when it is imported by itself.
      return false;
    }
  }

  private static Set<String> shops(ImportRecord record) {
    return record.getStorefrontsList().stream()
        .map(ImportStorefront::getStorefrontId)
        .collect(toSet());
  }
}
