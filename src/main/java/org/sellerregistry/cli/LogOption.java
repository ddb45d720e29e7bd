package org.sellerregistry.cli;

import org.sellerregistry.v1.JournalLog;
import picocli.CommandLine.Option;

/** Which of the journal's logs a command is about. */
final class LogOption {
  @Option(
      names = "--log",
      paramLabel = "LOG",
      defaultValue = "registry",
      description = "registry (changes) or access (who was shown what). Default: registry.")
  private JournalScope.LogName log = JournalScope.LogName.registry;

  JournalLog message() {
    return log.message();
  }
}
