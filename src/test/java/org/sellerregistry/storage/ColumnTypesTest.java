package org.sellerregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sellerregistry.storage.generated.Tables.ACCESS_GRANT;
import static org.sellerregistry.storage.generated.Tables.LOOKUP_TOKEN;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is written through the generated tables is what is stored and what is read back. */
class ColumnTypesTest {

  private static final UUID ID = UUID.fromString("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  private static final byte[] TOKEN = HexFormat.of().parseHex("00ff102030405060708090a0b0c0d0e0");
  private static final Instant TIME = Instant.parse("2026-03-29T01:30:00.123456Z");
  private static final Instant FOREVER = Instant.parse("9999-12-31T00:00:00Z");

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final Transactor transactor = DATABASE.transactor();

  @Test
  void identifiersTokensAndTimes() throws Exception {
    transactor.write(dsl ->
        dsl.insertInto(LOOKUP_TOKEN)
            .set(LOOKUP_TOKEN.MARKETPLACE, ID)
            .set(LOOKUP_TOKEN.TOKEN, TOKEN)
            .set(LOOKUP_TOKEN.TRADER, ID)
            .set(LOOKUP_TOKEN.TOKEN_VERSION, 1)
            .set(LOOKUP_TOKEN.KIND, 2)
            .set(LOOKUP_TOKEN.SECTION, 3)
            .set(LOOKUP_TOKEN.VALID_FROM, TIME.plusNanos(789))
            .set(LOOKUP_TOKEN.VALID_TO, FOREVER)
            .execute());

    var read =
        transactor.read(dsl ->
            dsl.selectFrom(LOOKUP_TOKEN)
                .where(LOOKUP_TOKEN.MARKETPLACE.eq(ID), LOOKUP_TOKEN.TOKEN.eq(TOKEN))
                .fetchSingle());
    assertThat(read.getTrader()).isEqualTo(ID);
    assertThat(read.getToken()).isEqualTo(TOKEN);
    assertThat(read.getValidFrom()).isEqualTo(TIME);
    assertThat(read.getValidTo()).isEqualTo(FOREVER);
    try (var connection = DATABASE.connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT HEX(trader), CAST(valid_from AS CHAR), CAST(valid_to AS CHAR)"
                    + " FROM lookup_token")) {
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("017F22E279B07CC398C4DC0C0C07398F");
      assertThat(rows.getString(2)).isEqualTo("2026-03-29 01:30:00.123456");
      assertThat(rows.getString(3)).isEqualTo("9999-12-31 00:00:00.000000");
    }
  }

  @Test
  void truthAndTextAndAbsence() {
    transactor.write(dsl ->
        dsl.insertInto(ACCESS_GRANT)
            .set(ACCESS_GRANT.ID, ID)
            .set(ACCESS_GRANT.PRINCIPAL, "spiffe://example.org/käufer/𝕏")
            .set(ACCESS_GRANT.ROLE, 1)
            .set(ACCESS_GRANT.MAY_ASSERT_PERSON, true)
            .set(ACCESS_GRANT.CREATE_TIME, TIME)
            .execute());

    var read =
        transactor.read(
            dsl -> dsl.selectFrom(ACCESS_GRANT).where(ACCESS_GRANT.ID.eq(ID)).fetchSingle());

    assertThat(read.getMayAssertPerson()).isTrue();
    assertThat(read.getPrincipal()).isEqualTo("spiffe://example.org/käufer/𝕏");
    assertThat(read.getMarketplace()).isNull();
    assertThat(read.getExpireTime()).isNull();
  }
}
