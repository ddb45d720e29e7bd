package org.sellerregistry.cli;

import picocli.CommandLine.Command;

/** The group of commands on the journal. */
@Command(
    name = "journal",
    description = {
      "The tamper-evident record of every change and of every return of confidential data.",
      "Without --marketplace these commands speak of all marketplaces and use the local credential"
          + " \"auditor\", if there is one: \"seller-registry credential create auditor\", then"
          + " \"seller-registry grant create --credential auditor --role auditor\"."
    },
    subcommands = {
      JournalTailCommand.class,
      JournalVerifyCommand.class,
      JournalProveCommand.class,
      JournalWhoSawCommand.class,
      JournalExportCommand.class,
      JournalCheckpointCommand.class,
      JournalCosignCommand.class
    })
public final class JournalCommand extends CommandGroup {}
