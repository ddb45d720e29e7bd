package org.sellerregistry.storage;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/**
 * Brings the schema to the version that this program knows, from the scripts in {@code
 * db/migration}. Several processes may do so at once: a named lock in the server lets one through
 * at a time. What was applied is recorded in the table {@code schema_history}.
 */
public final class Migrator {

  private static final String LOCATION = "classpath:db/migration";

  private final DatabaseConfig config;
  private final String location;

  public Migrator(DatabaseConfig config) {
    this(config, LOCATION);
  }

  Migrator(DatabaseConfig config, String location) {
    this.config = config;
    this.location = location;
  }

  /** Whether just this program's scripts were applied: one query, after which nothing is to do. */
  public static boolean isCurrent(Database database) {
    try (var lease = database.leaseToRead()) {
      return AppliedScripts.areAll(lease.connection());
    }
  }

  /** Where the schema stands, without a change to it. */
  public SchemaState state() {
    return with(flyway -> state(flyway.info()));
  }

  /**
   * Applies what is pending; nothing when the schema is current.
   *
   * @throws SchemaMismatchException if the schema is newer than the program, an applied script was
   *     changed since, or a migration failed
   */
  public SchemaState.Current migrate() {
    return with(flyway -> {
      if (state(flyway.info()) instanceof SchemaState.Ahead ahead) {
        throw tooNew(ahead);
      }
      flyway.migrate();
      return current(flyway.info());
    });
  }

  /**
   * Checks that the schema is the one that this program knows, without a change to it.
   *
   * @throws SchemaMismatchException as for {@link #migrate}, and if migrations are pending
   */
  public SchemaState.Current validate() {
    return with(flyway -> {
      var current = current(flyway.info());
      flyway.validate();
      return current;
    });
  }

  private <T> T with(Function<Flyway, T> work) {
    try (var pool = Pools.forMigrations(config)) {
      return work.apply(
          Flyway.configure(Migrator.class.getClassLoader())
              .loggers("slf4j")
              .dataSource(pool)
              .locations(location)
              .table("schema_history")
              .validateMigrationNaming(true)
              .cleanDisabled(true)
              .load());
    } catch (FlywayException e) {
      // Flyway quotes scripts of ours, which hold no data, and tells which one is wrong and why.
      throw new SchemaMismatchException("The schema cannot be migrated: " + why(e)).inPlaceOf(e);
    }
  }

  /** In a line, without what only users of Flyway's own command line can do. */
  private static String why(FlywayException failure) {
    if (failure.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      return "it has tables of something else: database.url must name a schema of its own";
    }
    return String.valueOf(failure.getMessage())
        .lines()
        .map(String::strip)
        .filter(line -> !line.matches("|-+|.*(repair|Learn more|Run Flyway|Location +:).*"))
        .collect(Collectors.joining("; "));
  }

  private static SchemaState.Current current(MigrationInfoService info) {
    return switch (state(info)) {
      case SchemaState.Current current -> current;
      case SchemaState.Behind behind ->
          throw new SchemaMismatchException(
              ("The schema has version %s and lacks %d migrations up to version %s: migrate it first"
                      + " (seller-registry migrate, or database.migrate-at-start)")
                  .formatted(behind.found(), behind.pending(), behind.known()));
      case SchemaState.Ahead ahead -> throw tooNew(ahead);
    };
  }

  private static SchemaMismatchException tooNew(SchemaState.Ahead ahead) {
    return new SchemaMismatchException(
        "The schema has version %s; this program knows versions up to %s: use a newer program"
            .formatted(ahead.found(), ahead.known()));
  }

  private static SchemaState state(MigrationInfoService info) {
    var known =
        Arrays.stream(info.all())
            .filter(migration -> migration.getState().isResolved())
            .reduce((earlier, later) -> later)
            .map(Migrator::version)
            .orElse("0");
    var found = info.current() == null ? "0" : version(info.current());
    boolean ahead =
        Arrays.stream(info.applied()).anyMatch(migration -> !migration.getState().isResolved());
    if (ahead) {
      return new SchemaState.Ahead(found, known);
    }
    int pending = info.pending().length;
    return pending == 0
        ? new SchemaState.Current(known)
        : new SchemaState.Behind(found, known, pending);
  }

  private static String version(MigrationInfo migration) {
    return migration.getVersion() == null ? "0" : migration.getVersion().getVersion();
  }
}
