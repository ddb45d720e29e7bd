package org.sellerregistry.cli;

import java.io.Console;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A bar on the standard error that shows how many traders are through; only on a terminal. */
final class VerifyProgress implements AutoCloseable {
  private final @Nullable ProgressBar bar;

  VerifyProgress(String task, int traders) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    bar =
        terminal ? new ProgressBarBuilder().setTaskName(task).setInitialMax(traders).build() : null;
  }

  void step() {
    if (bar != null) {
      bar.step();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
