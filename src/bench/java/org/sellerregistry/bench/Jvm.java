package org.sellerregistry.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sellerregistry.server.ReferenceServer;
import org.sellerregistry.server.RegistryServer;

/** Processes on the same program and the same switches as this one. */
final class Jvm {
  private Jvm() {}

  static Process start(
      Class<?> main, Map<String, String> environment, Path log, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    if (main.equals(ReferenceServer.class)) {
      command.addAll(asServed());
    }
    command.addAll(extra(main));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // Those of the benchmarks, which a server would refuse as settings that it does not know.
    builder.environment().keySet().removeIf(name -> name.startsWith("SELLER_REGISTRY_BENCH_"));
    builder.environment().putAll(environment);
    if (main.equals(ReferenceServer.class)) {
      // As the launcher of `serve` does.
      builder.environment().put("MALLOC_ARENA_MAX", "2");
      builder.environment().put("MALLOC_TRIM_THRESHOLD_", "1048576");
    }
    return builder.start();
  }

  /** For example a flight recording: SELLER_REGISTRY_BENCH_REFERENCESERVER_OPTS. */
  private static List<String> extra(Class<?> main) {
    var options =
        System.getenv(
            "SELLER_REGISTRY_BENCH_%s_OPTS"
                .formatted(main.getSimpleName().toUpperCase(java.util.Locale.ROOT)));
    return options == null || options.isBlank() ? List.of() : List.of(options.strip().split(" +"));
  }

  /** The server as it is deployed: by the distribution's launcher. */
  static Process serve(Map<String, String> environment, Path log) throws IOException {
    var builder =
        new ProcessBuilder(home().resolve("bin/seller-registry").toString(), "serve")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Whether {@link #serve} starts from a cache of classes, which deploy/make-aot-cache makes. */
  static boolean hasCache() {
    return Files.exists(home().resolve("lib/serve.aot"));
  }

  /** The bounds that the distribution's own server runs in. */
  private static List<String> asServed() {
    var options = home().resolve("bin/serve.options");
    return Files.exists(options) ? List.of("@" + options) : List.of();
  }

  /** The distribution's folder, in which {@code lib} holds this program. */
  private static Path home() {
    try {
      var jar =
          Path.of(RegistryServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.resolveSibling("..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The processor time that the process has used, in seconds. */
  static double cpuSeconds(ProcessHandle process) {
    return process.info().totalCpuDuration().map(time -> time.toNanos() / 1e9).orElse(0.0);
  }

  /** The most memory that the process ever had, in mebibytes. */
  static long peakMebibytes(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
