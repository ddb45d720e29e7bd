package org.sellerregistry.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sellerregistry.SellerRegistry;

/** Runs the commands as a person would, on the data directory of a server under test. */
record Cli(Path data) {

  /** What a command did. */
  record Result(int code, String out, String err) {}

  /** Runs a command on the data directory. */
  Result run(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--data");
    all.add(data.toString());
    return plain(all.toArray(String[]::new));
  }

  /** Runs a command as it is. */
  static Result plain(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        SellerRegistry.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }
}
