package org.sellerregistry.cli;

import picocli.CommandLine.Command;

/** The group of commands on grants. */
@Command(
    name = "grant",
    description = "Grants: who may do what, for operators.",
    subcommands = {GrantCreateCommand.class, GrantListCommand.class, GrantRevokeCommand.class})
public final class GrantCommand extends CommandGroup {}
