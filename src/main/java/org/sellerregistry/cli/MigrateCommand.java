package org.sellerregistry.cli;

import java.util.LinkedHashMap;
import java.util.Map;
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
        report.properties(),
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
    Map<String, Object> properties() {
      var properties = new LinkedHashMap<String, Object>();
      properties.put("state", state);
      properties.put("found", found);
      properties.put("known", known);
      properties.put("pending", pending);
      return properties;
    }
  }
}
