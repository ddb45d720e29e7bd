package org.sellerregistry.metrics;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the Java runtime and the system know of the process, by the names of OpenTelemetry's
 * semantic conventions where there are some.
 *
 * <p>The runtime's beans are made when somebody first asks for the metrics: a start does not wait
 * for them.
 */
final class JavaRuntime {
  private static final AttributeKey<String> TYPE = stringKey("jvm.memory.type");
  private static final AttributeKey<String> POOL = stringKey("jvm.memory.pool.name");
  private static final AttributeKey<String> BUFFERS = stringKey("jvm.buffer.pool.name");
  private static final AttributeKey<String> COLLECTOR = stringKey("jvm.gc.name");
  private static final AttributeKey<Boolean> DAEMON = booleanKey("jvm.thread.daemon");

  private static final String BYTES = "By";
  private static final String SECONDS = "s";

  /** Where Linux says what a process takes, and the line that says it of its memory, in KiB. */
  private static final Path STATUS = Path.of("/proc/self/status");

  private static final String RESIDENT = "VmRSS:";

  private final Meter meter;

  private JavaRuntime(Meter meter) {
    this.meter = meter;
  }

  static void measure(Meter meter) {
    var runtime = new JavaRuntime(meter);
    runtime.memory();
    runtime.collections();
    runtime.buffers();
    runtime.threadsAndClasses();
    runtime.process();
  }

  private void memory() {
    memory("used", "Memory in use", MemoryPoolMXBean::getUsage, MemoryUsage::getUsed);
    memory(
        "committed",
        "Memory that the system has given",
        MemoryPoolMXBean::getUsage,
        MemoryUsage::getCommitted);
    memory("limit", "The most there may be", MemoryPoolMXBean::getUsage, MemoryUsage::getMax);
    memory(
        "used_after_last_gc",
        "Memory in use after the last collection",
        MemoryPoolMXBean::getCollectionUsage,
        MemoryUsage::getUsed);
  }

  /** By pools; what a pool does not know is left out. */
  private void memory(
      String what,
      String description,
      Function<MemoryPoolMXBean, @Nullable MemoryUsage> of,
      ToLongFunction<MemoryUsage> value) {
    gauge(
        "jvm.memory." + what,
        description,
        BYTES,
        measured -> {
          for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
            var usage = of.apply(pool);
            long bytes = usage == null ? -1 : value.applyAsLong(usage);
            if (bytes >= 0) {
              var type = pool.getType() == MemoryType.HEAP ? "heap" : "non_heap";
              measured.record(bytes, Attributes.of(TYPE, type, POOL, pool.getName()));
            }
          }
        });
  }

  private void collections() {
    counter(
        "jvm.gc.collections",
        "Collections, by collector",
        "",
        measured -> ofEach(measured, GarbageCollectorMXBean::getCollectionCount, 1));
    counter(
        "jvm.gc.collection.time",
        "How long collections took, by collector",
        SECONDS,
        measured -> ofEach(measured, GarbageCollectorMXBean::getCollectionTime, 1e-3));
  }

  private static void ofEach(
      ObservableDoubleMeasurement measured,
      ToLongFunction<GarbageCollectorMXBean> value,
      double unit) {
    for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      long of = value.applyAsLong(collector);
      if (of >= 0) {
        measured.record(of * unit, Attributes.of(COLLECTOR, collector.getName()));
      }
    }
  }

  private void buffers() {
    buffers("memory.used", "Memory of Java's buffers", BYTES, BufferPoolMXBean::getMemoryUsed);
    buffers("count", "Java's buffers outside of the heap", "", BufferPoolMXBean::getCount);
  }

  private void buffers(
      String what, String description, String unit, ToLongFunction<BufferPoolMXBean> value) {
    gauge(
        "jvm.buffer." + what,
        description,
        unit,
        measured -> {
          for (var pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            long of = value.applyAsLong(pool);
            if (of >= 0) {
              measured.record(of, Attributes.of(BUFFERS, pool.getName()));
            }
          }
        });
  }

  private void threadsAndClasses() {
    gauge(
        "jvm.thread.count",
        "Threads of the platform",
        "",
        measured -> {
          var threads = ManagementFactory.getThreadMXBean();
          int daemons = threads.getDaemonThreadCount();
          measured.record(daemons, Attributes.of(DAEMON, true));
          measured.record(
              Math.max(0, threads.getThreadCount() - daemons), Attributes.of(DAEMON, false));
        });
    gauge(
        "jvm.class.count",
        "Classes that are loaded",
        "",
        measured ->
            measured.record(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()));
  }

  private void process() {
    gauge(
        "jvm.cpu.count",
        "Processors that the runtime uses",
        "",
        measured -> measured.record(Runtime.getRuntime().availableProcessors()));
    counter(
        "jvm.cpu.time",
        "Processor time of the process",
        SECONDS,
        measured ->
            ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .ifPresent(time -> measured.record(seconds(time))));
    gauge(
        "process.memory.usage",
        "Memory of the machine that the process has: its resident set",
        BYTES,
        measured -> resident().ifPresent(measured::record));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  /** In bytes; empty where the system is not Linux. */
  private static OptionalLong resident() {
    if (!Files.isReadable(STATUS)) {
      return OptionalLong.empty();
    }
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(kibibytes -> 1024 * Long.parseLong(kibibytes))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private void gauge(
      String name, String description, String unit, Consumer<ObservableLongMeasurement> observe) {
    // The conventions ask for what can be summed up; Prometheus calls it a gauge all the same.
    var _ =
        meter
            .upDownCounterBuilder(name)
            .setDescription(description)
            .setUnit(unit)
            .buildWithCallback(observe);
  }

  private void counter(
      String name, String description, String unit, Consumer<ObservableDoubleMeasurement> observe) {
    var _ =
        meter
            .counterBuilder(name)
            .ofDoubles()
            .setDescription(description)
            .setUnit(unit)
            .buildWithCallback(observe);
  }
}
