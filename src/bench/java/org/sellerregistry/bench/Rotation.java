package org.sellerregistry.bench;

import static org.sellerregistry.storage.generated.Tables.DATA_KEY;
import static org.sellerregistry.storage.generated.Tables.LOOKUP_TOKEN;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.sellerregistry.server.Credential;
import org.sellerregistry.server.LocalAuthority;
import org.sellerregistry.storage.DatabaseConfig;
import org.sellerregistry.v1.AdminServiceGrpc;
import org.sellerregistry.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import org.sellerregistry.v1.GetKeyStatusRequest;
import org.sellerregistry.v1.GetOperationRequest;
import org.sellerregistry.v1.KeyState;
import org.sellerregistry.v1.Keyset;
import org.sellerregistry.v1.Operation;
import org.sellerregistry.v1.OperationState;
import org.sellerregistry.v1.RotateKeysRequest;

/**
 * Rotates the key that wraps data keys, and the key of look-up tokens, of all traders under load:
 * the server that does it is killed in the middle, another goes on, the former key is destroyed,
 * and every trader is still found. Anything else ends the run.
 */
final class Rotation {
  private static final Map<String, String> OFTEN =
      Map.of("SELLER_REGISTRY_VAULT_INTERVAL", "200ms");

  private final Path data;
  private final DatabaseConfig config;
  private final Credential caller;
  private final Keys keys;
  private final DSLContext db;
  private final FoundAgain found;

  /**
   * @param db a connection of its own, to look into the tables
   */
  Rotation(Path data, DatabaseConfig config, Credential caller, Keys keys, DSLContext db) {
    this.data = data;
    this.config = config;
    this.caller = caller;
    this.keys = keys;
    this.db = db;
    this.found = new FoundAgain(keys);
  }

  List<Measured> measure() throws IOException, InterruptedException {
    var measured = new ArrayList<Measured>();
    measured.add(rotate(Keyset.KEYSET_WRAPPING));
    measured.add(rotate(Keyset.KEYSET_BLIND_INDEX));
    return measured;
  }

  private Measured rotate(Keyset keyset) throws IOException, InterruptedException {
    var operator = new LocalAuthority(data, InstantSource.system()).credential("operator");
    long busy;
    String name;
    Operation half;
    FoundAgain.Load load;
    try (var server = BenchServer.start(data, config, caller, OFTEN);
        var client = new Client(server.address(), caller, 4);
        var admin = new Client(server.address(), operator, 1)) {
      var stub = AdminServiceGrpc.newBlockingStub(admin.channels().getFirst());
      load = found.begin(client.channels());
      long begin = System.nanoTime();
      name = stub.rotateKeys(RotateKeysRequest.newBuilder().setKeyset(keyset).build()).getName();
      half = await(stub, name, 0.5);
      server.kill();
      busy = System.nanoTime() - begin;
      load.end();
    }
    requireRunning(half);
    try (var server = BenchServer.start(data, config, caller, OFTEN);
        var client = new Client(server.address(), caller, 4);
        var admin = new Client(server.address(), operator, 1)) {
      var stub = AdminServiceGrpc.newBlockingStub(admin.channels().getFirst());
      var second = found.begin(client.channels());
      long begin = System.nanoTime();
      var ended = await(stub, name, 2);
      busy += System.nanoTime() - begin;
      second.end();
      if (ended.getState() != OperationState.OPERATION_STATE_SUCCEEDED) {
        throw new IllegalStateException("The rotation came to " + ended);
      }
      requireDestroyed(stub, ended);
      requireNothingFormer(keyset, ended.getKeyVersion());
      long everyone = found.requireAll(client.channels());
      return new Measured("rotation-" + ended.getTarget())
          .with("per second", ended.getDoneCount() / (busy / 1e9))
          .with("moved", ended.getDoneCount())
          .with("killed at", half.getDoneCount())
          .with("lookups meanwhile", load.answered() + second.answered())
          .with("found afterwards", everyone);
    }
  }

  private static Operation await(AdminServiceBlockingStub stub, String name, double share)
      throws InterruptedException {
    var request = GetOperationRequest.newBuilder().setName(name).build();
    while (true) {
      var now = stub.getOperation(request);
      boolean enough = now.getTotalCount() > 0 && now.getDoneCount() >= now.getTotalCount() * share;
      if (enough || now.getState() != OperationState.OPERATION_STATE_RUNNING) {
        return now;
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static void requireRunning(Operation half) {
    if (half.getState() != OperationState.OPERATION_STATE_RUNNING
        || half.getDoneCount() >= half.getTotalCount()) {
      throw new IllegalStateException("It had ended before it could be killed: load more traders");
    }
  }

  private static void requireDestroyed(AdminServiceBlockingStub stub, Operation ended) {
    boolean destroyed =
        stub.getKeyStatus(GetKeyStatusRequest.getDefaultInstance()).getVersionsList().stream()
            .filter(it -> it.getKeyset().name().equalsIgnoreCase("KEYSET_" + ended.getTarget()))
            .filter(it -> it.getVersion() < ended.getKeyVersion())
            .allMatch(it -> it.getState() == KeyState.KEY_STATE_DESTROYED);
    if (!destroyed) {
      throw new IllegalStateException("A former key is still there");
    }
  }

  private void requireNothingFormer(Keyset keyset, int version) {
    boolean former =
        keyset == Keyset.KEYSET_WRAPPING
            ? db.fetchExists(DATA_KEY, DATA_KEY.KEY_EPOCH.ne(version))
            : db.fetchExists(LOOKUP_TOKEN, LOOKUP_TOKEN.TOKEN_VERSION.ne(version));
    if (former) {
      throw new IllegalStateException("Something is left under a former key");
    }
  }
}
