package org.sellerregistry.cli;

import java.io.Console;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A bar on the standard error that shows how much of a document has gone; only on a terminal. */
final class TransferProgress implements AutoCloseable {

  private static final int KIBIBYTE = 1024;

  private final @Nullable ProgressBar bar;

  TransferProgress(String task, long bytes) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    bar =
        terminal
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(bytes)
                .setUnit(" KiB", KIBIBYTE)
                .build()
            : null;
  }

  void step(int bytes) {
    if (bar != null) {
      bar.stepBy(bytes);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
