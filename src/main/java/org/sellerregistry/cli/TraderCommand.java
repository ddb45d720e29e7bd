package org.sellerregistry.cli;

import picocli.CommandLine.Command;

/** The group of commands on traders. */
@Command(
    name = "trader",
    description = "Traders of a marketplace.",
    subcommands = {
      TraderGetCommand.class,
      TraderListCommand.class,
      TraderLookupCommand.class,
      TraderPublicCommand.class,
      TraderHistoryCommand.class,
      TraderEndContractCommand.class,
      TraderRetentionCommand.class,
      TraderPersonalDataCommand.class,
      TraderEraseCommand.class,
      TraderConfirmErasureCommand.class,
      TraderPreserveCommand.class,
      TraderReleaseCommand.class
    })
public final class TraderCommand extends CommandGroup {}
