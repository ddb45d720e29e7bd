package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sellerregistry.SellerRegistry;
import org.sellerregistry.server.TestServer;

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

  /**
   * Has a marketplace, which is made if there is none, import what a file says.
   *
   * @param file is written; its name says the format
   */
  static void imported(TestServer server, String marketplace, Path file, String content)
      throws IOException {
    var _ = server.marketplace(marketplace);
    var _ = Files.writeString(file, content);
    var result =
        new Cli(server.data()).run("import", file.toString(), "--marketplace", marketplace);
    assertThat(result.code()).as(result.err()).isZero();
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
