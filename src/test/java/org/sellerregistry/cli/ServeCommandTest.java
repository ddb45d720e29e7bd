package org.sellerregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sellerregistry.SellerRegistry;
import org.sellerregistry.server.ServerConfig;

/** The server as a process of its own, on its embedded database. */
class ServeCommandTest {

  @TempDir Path data;

  @Test
  @Timeout(120)
  void itRunsWithoutAConfigurationAndStopsInOrderWhenTold() throws Exception {
    var server = start();
    try (var out = server.inputReader()) {
      assertThat(greeting(out))
          .contains("Serving at", "embedded", "operator.pem", "Ctrl-C")
          .containsPattern("Metrics +http://127.0.0.1:[1-9][0-9]*/metrics");

      var cli = new Cli(data);
      assertThat(cli.run("marketplace", "create", "shop").err()).isEmpty();
      assertThat(cli.run("trader", "list", "-m", "shop").out()).isEqualTo("(none)\n");
      assertThat(cli.run("migrate", "--info").err())
          .contains("Another server is running on " + data);

      server.destroy();
      assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).isEqualTo(ExitCodes.OK);
      assertThat(data.resolve("endpoint")).doesNotExist();
      assertThat(cli.run("migrate", "--info").out()).contains("CURRENT");
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatIsWrongWithTheConfigurationIsSaid() throws IOException {
    var file = Files.writeString(data.resolve("server.conf"), "listne = \"127.0.0.1:1\"");
    var result = Cli.plain("serve", "--config", file.toString());

    assertThat(result.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(result.err()).startsWith("error: ").contains("listne, which is no setting");
  }

  @Test
  void anAddressThatIsTakenIsSaidBeforeAnythingIsMade() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var listen = "127.0.0.1:" + other.getLocalPort();
      var result = new Cli(data.resolve("new")).run("serve", "--listen", listen);

      assertThat(result.code()).isEqualTo(ExitCodes.FAILED);
      assertThat(result.err()).contains("error: Calls cannot be taken at " + listen, "--listen");
      assertThat(data.resolve("new")).doesNotExist();
    }
  }

  @Test
  void whatIsPrintedIsTakenBack() throws IOException {
    var settings = Files.writeString(data.resolve("all.conf"), Cli.plain("settings").out());
    assertThat(ServerConfig.load(settings, Map.of())).isEqualTo(ServerConfig.load(null, Map.of()));
    assertThat(Cli.plain("mapping").out()).contains("external_id = \"{external_id}\"");
  }

  /** All up to the last line that the server says before it waits for calls. */
  private static String greeting(BufferedReader out) throws IOException {
    var greeting = new StringBuilder();
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      greeting.append(line).append('\n');
      if (line.contains("Ctrl-C")) {
        break;
      }
    }
    return greeting.toString();
  }

  private Process start() throws IOException {
    var process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            SellerRegistry.class.getName(),
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--data",
            data.toString());
    process.environment().put("SELLER_REGISTRY_METRICS_LISTEN", "127.0.0.1:0");
    return process.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
