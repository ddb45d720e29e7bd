package org.sellerregistry.cli;

import picocli.CommandLine.Command;

/** The group of commands on checks. */
@Command(
    name = "check",
    description = "Checks of items.",
    subcommands = {CheckRecordCommand.class, CheckPresentCommand.class})
public final class CheckCommand extends CommandGroup {}
