package org.sellerregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.storage.IndexUse.assertIndexed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.ExecuteListener;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sellerregistry.storage.TestDatabase;
import org.sellerregistry.v1.Role;

class StoreIndexTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final UUID ID = new UUID(0, 0);
  private static final AccessGrant GRANT =
      new AccessGrant(
          ID, "spiffe://test.example/a", Role.ROLE_AUDITOR, null, false, null, null, Instant.EPOCH);

  @Test
  void everyQueryOfGrantsHasAKey() {
    assertThat(
            queries(db -> {
              var store = new GrantStore(db);
              store.listByPrincipal("spiffe://test.example/a");
              store.lock(ID);
              store.list(ID, 10);
              store.revoke(GRANT, Instant.EPOCH);
            }))
        .hasSize(4)
        .allSatisfy(query -> assertIndexed(DATABASE, query));
  }

  @Test
  void everyQueryOfMarketplacesHasAKey() {
    assertThat(
            queries(db -> {
              var store = new MarketplaceStore(db);
              store.find("market");
              store.lock("market");
              store.list("", 10);
            }))
        .hasSize(3)
        .allSatisfy(query -> assertIndexed(DATABASE, query));
  }

  private static List<Query> queries(Consumer<DSLContext> work) {
    var queries = new ArrayList<Query>();
    DATABASE
        .transactor()
        .write(db -> {
          var listener = ExecuteListener.onStart(start -> queries.add(start.query()));
          work.accept(DSL.using(db.configuration().deriveAppending(listener)));
          return queries;
        });
    return queries;
  }
}
