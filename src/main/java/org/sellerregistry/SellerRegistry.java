package org.sellerregistry;

import org.sellerregistry.cli.IdentifiersCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code seller-registry}: server, demo and client in one. */
@Command(
    name = "seller-registry",
    mixinStandardHelpOptions = true,
    subcommands = {IdentifiersCommand.class})
public final class SellerRegistry {
  private SellerRegistry() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new SellerRegistry()).execute(args));
  }
}
