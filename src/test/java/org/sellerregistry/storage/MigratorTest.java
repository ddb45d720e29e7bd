package org.sellerregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigratorTest {

  @RegisterExtension static final TestDatabase MIGRATED = TestDatabase.migrated();
  @RegisterExtension static final TestDatabase FRESH = TestDatabase.empty();
  @RegisterExtension static final TestDatabase NEWER = TestDatabase.empty();
  @RegisterExtension static final TestDatabase BARE = TestDatabase.empty();
  @RegisterExtension static final TestDatabase BROKEN = TestDatabase.empty();
  @RegisterExtension static final TestDatabase FOREIGN = TestDatabase.empty();
  @RegisterExtension static final TestDatabase RACED = TestDatabase.empty();

  @Test
  void anEmptySchemaIsBehindAndBecomesCurrent() {
    var migrator = scratch(FRESH, "two");

    assertThat(migrator.state()).isEqualTo(new SchemaState.Behind("0", "002", 2));
    assertThatThrownBy(migrator::validate)
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("migrate it first");
    assertThat(migrator.migrate()).isEqualTo(new SchemaState.Current("002"));
    assertThat(migrator.validate()).isEqualTo(new SchemaState.Current("002"));
    assertThat(migrator.migrate()).isEqualTo(new SchemaState.Current("002"));
  }

  @Test
  void aSchemaOfANewerProgramIsRefused() {
    scratch(NEWER, "two").migrate();
    var older = scratch(NEWER, "one");

    assertThat(older.state()).isEqualTo(new SchemaState.Ahead("002", "001"));
    assertThatThrownBy(older::migrate)
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessage(
            "The schema has version 002; this program knows versions up to 001:"
                + " use a newer program");
    assertThatThrownBy(older::validate).isInstanceOf(SchemaMismatchException.class);
  }

  @Test
  void aScriptThatFailsIsReported() {
    assertThatThrownBy(() -> scratch(BROKEN, "broken").migrate())
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("V001__broken.sql")
        .hasNoCause();
  }

  @Test
  void aSchemaWithTablesOfSomethingElseIsLeftAsItIs() throws SQLException {
    try (var database = Database.open(FOREIGN.config());
        var lease = database.leaseToWrite();
        var statement = lease.connection().createStatement()) {
      statement.execute("CREATE TABLE somebody_elses (id INT)");
    }

    assertThatThrownBy(() -> scratch(FOREIGN, "two").migrate())
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessage(
            "The schema cannot be migrated: it has tables of something else: database.url must name"
                + " a schema of its own");
  }

  @Test
  void severalProcessesMayMigrateAtOnce() {
    var states =
        IntStream.range(0, 4)
            .parallel()
            .mapToObj(number -> scratch(RACED, "two").migrate())
            .toList();

    assertThat(states).hasSize(4).containsOnly(new SchemaState.Current("002"));
  }

  @Test
  void theRegistrysOwnSchemaIsValid() {
    var migrator = new Migrator(MIGRATED.config());

    assertThat(migrator.validate()).isEqualTo(migrator.state());
  }

  @Test
  void oneQueryTellsThatTheSchemaIsCurrent() throws SQLException {
    assertThat(Migrator.isCurrent(MIGRATED.database())).isTrue();

    var differences =
        List.of(
            "UPDATE schema_history SET checksum = checksum + 1 WHERE version = '001'",
            "UPDATE schema_history SET success = 0 WHERE version = '001'",
            "UPDATE schema_history SET script = 'V001__another.sql' WHERE version = '001'",
            "DELETE FROM schema_history WHERE version = '001'",
            """
            INSERT INTO schema_history
              (installed_rank, version, description, type, script, checksum, installed_by,
               execution_time, success)
            VALUES (99, '999', 'later', 'SQL', 'V999__later.sql', 1, 'somebody', 1, 1)
            """);
    for (var difference : differences) {
      try (var lease = MIGRATED.database().leaseToWrite()) {
        try (var statement = lease.connection().createStatement()) {
          assertThat(statement.executeUpdate(difference)).isPositive();
        }
        assertThat(AppliedScripts.areAll(lease.connection())).as(difference).isFalse();
        lease.rollBack();
      }
    }
    assertThat(Migrator.isCurrent(MIGRATED.database())).isTrue();
  }

  @Test
  void aSchemaWithoutHistoryIsNotCurrent() {
    try (var database = Database.open(BARE.config())) {
      assertThat(Migrator.isCurrent(database)).isFalse();
    }
  }

  private static Migrator scratch(TestDatabase database, String name) {
    return new Migrator(database.config(), "classpath:storage/migration/" + name);
  }
}
