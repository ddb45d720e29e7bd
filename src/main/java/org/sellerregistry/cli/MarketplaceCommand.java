package org.sellerregistry.cli;

import picocli.CommandLine.Command;

/** The group of commands on marketplaces. */
@Command(
    name = "marketplace",
    description = "Marketplaces, for operators.",
    subcommands = {
      MarketplaceCreateCommand.class,
      MarketplaceGetCommand.class,
      MarketplaceListCommand.class,
      MarketplaceUpdateCommand.class
    })
public final class MarketplaceCommand extends CommandGroup {}
