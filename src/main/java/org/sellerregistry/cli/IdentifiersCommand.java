package org.sellerregistry.cli;

import picocli.CommandLine.Command;

/** {@code identifiers}: checks numbers by their schemes, without a server. */
@Command(
    name = "identifiers",
    description = "Check identifiers by the official rules of their schemes.",
    mixinStandardHelpOptions = true,
    subcommands = {
      IdentifiersCheck.class,
      IdentifiersExplain.class,
      IdentifiersSchemes.class,
    })
public final class IdentifiersCommand {}
