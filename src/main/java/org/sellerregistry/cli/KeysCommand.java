package org.sellerregistry.cli;

import picocli.CommandLine.Command;

/** The group of commands on the key ring. */
@Command(
    name = "keys",
    description = "The keys that protect the records, for operators.",
    subcommands = {KeysRotateCommand.class, KeysStatusCommand.class})
public final class KeysCommand extends CommandGroup {}
