package org.sellerregistry;

import org.sellerregistry.cli.PlainServe;
import picocli.CommandLine;

/** The program {@code seller-registry}: server, demo and client in one. */
public final class SellerRegistry {

  private SellerRegistry() {}

  public static void main(String[] args) {
    var serve = PlainServe.parse(args);
    System.exit(serve.isPresent() ? serve.get().run() : commandLine().execute(args));
  }

  /** The commands, with their error handling. */
  public static CommandLine commandLine() {
    return Commands.commandLine();
  }
}
