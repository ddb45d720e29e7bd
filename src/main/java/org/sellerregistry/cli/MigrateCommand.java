package org.sellerregistry.cli;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.concurrent.Callable;
import org.sellerregistry.server.DatabaseAccess;
import org.sellerregistry.storage.SchemaState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the schema of the database up to date. */
@Command(
    name = "migrate",
    description = {
      "Brings the schema of the configured database up to date.",
      "With --output json the keys are state (CURRENT, BEHIND or AHEAD), found, known and pending."
    })
public final class MigrateCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--info", description = "Say where the schema stands and change nothing.")
  private boolean info;

  @Override
  public Integer call() {
    var config = options.load();
    var state = info ? DatabaseAccess.state(config) : DatabaseAccess.migrate(config);
    var report =
        switch (state) {
          case SchemaState.Current(var known) -> new Report("CURRENT", known, known, 0);
          case SchemaState.Behind(var found, var known, var pending) ->
              new Report("BEHIND", found, known, pending);
          case SchemaState.Ahead(var found, var known) -> new Report("AHEAD", found, known, 0);
        };
    output.print(
        report.toStruct(),
        () ->
            Table.of("STATE", "FOUND", "KNOWN", "PENDING")
                .row(
                    report.state(),
                    report.found(),
                    report.known(),
                    String.valueOf(report.pending())));
    return ExitCodes.OK;
  }

  private record Report(String state, String found, String known, int pending) {
    Struct toStruct() {
      return Struct.newBuilder()
          .putFields("state", text(state))
          .putFields("found", text(found))
          .putFields("known", text(known))
          .putFields("pending", Value.newBuilder().setNumberValue(pending).build())
          .build();
    }

    private static Value text(String text) {
      return Value.newBuilder().setStringValue(text).build();
    }
  }
}
