package org.sellerregistry.cli;

import org.sellerregistry.v1.JournalLog;
import picocli.CommandLine.Option;

/** Which part of the journal a command is about. */
final class JournalScope {
  private static final String ALL = "marketplaces/-";

  /** The logs. */
  enum LogName {
    /** Every change. */
    registry,
    /** Every return of confidential data. */
    access;

    JournalLog message() {
      return switch (this) {
        case registry -> JournalLog.JOURNAL_LOG_REGISTRY;
        case access -> JournalLog.JOURNAL_LOG_ACCESS;
      };
    }
  }

  @Option(
      names = {"-m", "--marketplace"},
      paramLabel = "MARKETPLACE",
      description = "Only its entries. Default: all, for auditors of all marketplaces.")
  private String marketplace = "";

  @Option(
      names = "--log",
      paramLabel = "LOG",
      defaultValue = "registry",
      description =
          "registry (changes) or access (who was shown what; whole leaves, for auditors of all)."
              + " Default: registry.")
  private LogName log = LogName.registry;

  String parent() {
    return marketplace.isEmpty() ? ALL : Names.marketplace(marketplace);
  }

  JournalLog log() {
    return log.message();
  }

  Connection open(ConnectionOptions connection) {
    return marketplace.isEmpty() ? connection.openAsAuditor() : connection.openFor(parent());
  }
}
