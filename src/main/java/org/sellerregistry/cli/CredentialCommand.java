package org.sellerregistry.cli;

import picocli.CommandLine.Command;

/** The group of commands on credentials. */
@Command(
    name = "credential",
    description = "Credentials of the local authority.",
    subcommands = {CredentialCreateCommand.class})
public final class CredentialCommand extends CommandGroup {}
