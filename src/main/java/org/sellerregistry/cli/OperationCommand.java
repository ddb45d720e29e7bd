package org.sellerregistry.cli;

import picocli.CommandLine.Command;

/** The group of commands on operations. */
@Command(
    name = "operation",
    description = "Long work of the registry, for operators.",
    subcommands = {OperationGetCommand.class, OperationListCommand.class})
public final class OperationCommand extends CommandGroup {}
