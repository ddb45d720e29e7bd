package org.sellerregistry.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Arrays;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.sellerregistry.bench.Reference;
import org.sellerregistry.server.ServerConfig.JdbcSource;

/**
 * One select a call, as well as it can be done: a primary key, prepared once in the server, on
 * connections that commit by themselves.
 */
final class NaiveReads {
  private static final Table<?> TABLE = DSL.table("bench_trader");
  private static final Field<byte[]> ID = DSL.field("id", SQLDataType.BINARY(16));
  private static final Field<byte[]> BODY = DSL.field("body", SQLDataType.BLOB);

  private final List<DSLContext> pools;

  NaiveReads(JdbcSource source) {
    pools = Arrays.stream(Reference.POOLS).mapToObj(size -> open(source, size)).toList();
  }

  void read(BytesValue request, StreamObserver<BytesValue> replies) {
    var pool = pools.get(request.getValue().byteAt(0));
    var body =
        pool.select(BODY)
            .from(TABLE)
            .where(ID.eq(request.getValue().substring(1).toByteArray()))
            .fetchOne(BODY);
    if (body == null) {
      replies.onError(Status.NOT_FOUND.asException());
    } else {
      replies.onNext(BytesValue.of(ByteString.copyFrom(body)));
      replies.onCompleted();
    }
  }

  private static DSLContext open(JdbcSource source, int size) {
    var config = new HikariConfig();
    config.setJdbcUrl(source.url());
    config.setUsername(source.user());
    config.setPassword(source.password());
    config.setMaximumPoolSize(size);
    config.setReadOnly(true);
    config.addDataSourceProperty("sslMode", source.tls().name());
    config.addDataSourceProperty("readOnlyPropagatesToServer", "false");
    config.addDataSourceProperty("useServerPrepStmts", "true");
    config.addDataSourceProperty("cachePrepStmts", "true");
    config.addDataSourceProperty("maintainTimeStats", "false");
    config.addDataSourceProperty("useLocalSessionState", "true");
    config.addDataSourceProperty("cacheServerConfiguration", "true");
    return DSL.using(
        new HikariDataSource(config),
        SQLDialect.MYSQL,
        new Settings().withExecuteLogging(false).withFetchWarnings(false));
  }
}
