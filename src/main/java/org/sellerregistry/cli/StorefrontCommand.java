package org.sellerregistry.cli;

import picocli.CommandLine.Command;

/** The group of commands on storefronts. */
@Command(
    name = "storefront",
    description = "Storefronts and who owns them.",
    subcommands = {
      StorefrontAssignCommand.class,
      StorefrontReleaseCommand.class,
      StorefrontListCommand.class
    })
public final class StorefrontCommand extends CommandGroup {}
