package org.sellerregistry.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.jooq.SQLDialect;

/**
 * Which server it is. One schema and one set of queries serve both; their SQL differs in detail.
 */
public enum Engine {
  MYSQL(SQLDialect.MYSQL),
  MARIADB(SQLDialect.MARIADB);

  private final SQLDialect dialect;

  Engine(SQLDialect dialect) {
    this.dialect = dialect;
  }

  SQLDialect dialect() {
    return dialect;
  }

  /** Asks the server; the driver's product name says MySQL for both. */
  static Engine of(Connection connection) throws SQLException {
    var version = connection.getMetaData().getDatabaseProductVersion();
    return version.toLowerCase(Locale.ROOT).contains("mariadb") ? MARIADB : MYSQL;
  }
}
