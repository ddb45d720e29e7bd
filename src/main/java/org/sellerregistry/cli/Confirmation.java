package org.sellerregistry.cli;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Asks before what cannot be taken back. */
final class Confirmation {

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask. Needed where there is no terminal to ask on.")
  private boolean yes;

  /**
   * Lets it happen, or not.
   *
   * @throws UsageFailure if nobody can be asked
   * @throws CommandFailure if the answer was no
   */
  void require(String question) {
    if (yes) {
      return;
    }
    var console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(() ->
                new UsageFailure("This cannot be taken back: say --yes where nobody can be asked"));
    var answer = console.readLine("%s This cannot be taken back. [y/N] ", Table.harmless(question));
    if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
      throw new CommandFailure("Nothing was done");
    }
  }
}
