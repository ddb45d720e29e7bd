package org.sellerregistry.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sellerregistry.storage.generated.Tables.LOOKUP_TOKEN;
import static org.sellerregistry.storage.generated.Tables.STANDING;
import static org.sellerregistry.storage.generated.Tables.TRADER;

import java.time.Instant;
import java.util.UUID;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IndexUseTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final UUID ID = new UUID(0, 1);

  @Test
  void keysAreFound() {
    assertIndexed(
        DSL.selectFrom(TRADER).where(TRADER.MARKETPLACE.eq(ID), TRADER.ID.in(ID, new UUID(0, 2))));
    assertIndexed(
        DSL.selectFrom(TRADER)
            .where(TRADER.MARKETPLACE.eq(ID), TRADER.ID.gt(ID))
            .orderBy(TRADER.ID)
            .limit(10));
    assertIndexed(
        DSL.select(STANDING.TRADER)
            .from(STANDING)
            .where(STANDING.NEXT_DUE_TIME.le(Instant.parse("2026-11-01T00:00:00Z")))
            .orderBy(STANDING.NEXT_DUE_TIME)
            .limit(10));
    assertIndexed(DSL.deleteFrom(TRADER).where(TRADER.MARKETPLACE.eq(ID), TRADER.ID.eq(ID)));
    assertIndexed(
        DSL.select(LOOKUP_TOKEN.TRADER)
            .from(LOOKUP_TOKEN)
            .where(LOOKUP_TOKEN.MARKETPLACE.eq(ID), LOOKUP_TOKEN.TOKEN.eq(new byte[16]))
            .limit(51)
            .unionAll(
                DSL.select(LOOKUP_TOKEN.TRADER)
                    .from(LOOKUP_TOKEN)
                    .where(LOOKUP_TOKEN.MARKETPLACE.eq(ID), LOOKUP_TOKEN.TOKEN.eq(new byte[16]))
                    .limit(51)));
  }

  @Test
  void aScanIsReported() {
    assertThatThrownBy(
            () -> assertIndexed(DSL.selectFrom(TRADER).where(TRADER.REGION_CODE.eq("DE"))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("trader");
    assertThatThrownBy(() -> assertIndexed(DSL.selectFrom(TRADER).where(TRADER.ID.eq(ID))))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void whatIsWrittenIntoIsNotRead() {
    var copy = DSL.insertInto(TRADER, TRADER.fields());
    assertIndexed(copy.select(DSL.selectFrom(TRADER).where(TRADER.MARKETPLACE.eq(ID))));
    assertThatThrownBy(
            () -> assertIndexed(copy.select(DSL.selectFrom(TRADER).where(TRADER.ID.eq(ID)))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("trader");
  }

  private static void assertIndexed(Query query) {
    IndexUse.assertIndexed(DATABASE, query);
  }
}
