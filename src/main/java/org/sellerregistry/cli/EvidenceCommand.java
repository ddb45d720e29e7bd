package org.sellerregistry.cli;

import picocli.CommandLine.Command;

/** The group of commands on evidence. */
@Command(
    name = "evidence",
    description = "Documents that support what traders declared.",
    subcommands = {
      EvidenceUploadCommand.class,
      EvidenceDownloadCommand.class,
      EvidenceListCommand.class
    })
public final class EvidenceCommand extends CommandGroup {}
