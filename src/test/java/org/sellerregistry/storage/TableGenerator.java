package org.sellerregistry.storage;

import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Generates the table classes from the migrations, by way of a migrated schema on the embedded
 * server. The output depends on the migrations alone: no times, no versions.
 *
 * <p>{@code mvn -Pcodegen process-test-classes} writes them; a test holds them against the
 * migrations.
 */
final class TableGenerator {

  static final String PACKAGE = "org.sellerregistry.storage.generated";

  /** Sixteen bytes that are no identifier. */
  private static final String NOT_IDS = ".*\\.(token|.*_token|.*_digest|.*_hash|.*_salt)";

  private TableGenerator() {}

  public static void main(String[] arguments) throws Exception {
    generate(Path.of(arguments[0]));
  }

  /** Generates below a source folder. */
  static void generate(Path sources) throws Exception {
    try (var server = TestServer.embedded()) {
      var schema = server.createSchema();
      var _ = new Migrator(schema).migrate();
      GenerationTool.generate(
          new Configuration()
              .withLogging(Logging.WARN)
              .withJdbc(
                  new Jdbc()
                      .withUrl(schema.url() + "?sslMode=" + schema.tls())
                      .withUser(schema.user())
                      .withPassword(schema.password()))
              .withGenerator(generator(schemaName(schema), sources)));
    }
  }

  private static Generator generator(String schema, Path sources) {
    return new Generator()
        .withDatabase(
            new Database()
                .withName("org.jooq.meta.mariadb.MariaDBDatabase")
                .withInputSchema(schema)
                .withOutputSchemaToDefault(true)
                .withExcludes("schema_history")
                .withUnsignedTypes(false)
                .withForcedTypes(
                    new ForcedType()
                        .withUserType(UUID.class.getName())
                        .withConverter(UuidConverter.class.getName())
                        .withIncludeTypes("(?i:BINARY\\(16\\))")
                        .withExcludeExpression(NOT_IDS),
                    new ForcedType()
                        .withUserType(Instant.class.getName())
                        .withBinding(InstantBinding.class.getName())
                        .withIncludeTypes("(?i:DATETIME.*)"),
                    new ForcedType().withName("BOOLEAN").withIncludeTypes("(?i:TINYINT\\(1\\))"),
                    // Codes of enumerations, which are ints in the contract's classes.
                    new ForcedType()
                        .withName("INTEGER")
                        .withIncludeTypes("(?i:TINYINT|SMALLINT)(\\([2-9]\\))?")))
        .withGenerate(
            new Generate()
                .withDeprecated(false)
                .withGeneratedAnnotation(false)
                .withJavadoc(false)
                .withComments(false)
                .withRecords(true)
                .withGlobalCatalogReferences(false)
                .withIndexes(false))
        .withTarget(
            new Target()
                .withPackageName(PACKAGE)
                .withDirectory(sources.toString())
                .withEncoding("UTF-8")
                .withClean(true));
  }

  private static String schemaName(DatabaseConfig schema) {
    return schema.url().substring(schema.url().lastIndexOf('/') + 1);
  }
}
