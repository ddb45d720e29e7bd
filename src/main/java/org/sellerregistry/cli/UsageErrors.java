package org.sellerregistry.cli;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and where its help is. */
public final class UsageErrors implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    var command = failure.getCommandLine();
    var err = command.getErr();
    var message = String.valueOf(failure.getMessage()).replaceFirst("^Error: ", "");
    if (wantsJson(Arrays.asList(arguments))) {
      err.println(ErrorReport.local(new UsageFailure(message)).json());
    } else {
      err.println("error: " + Table.harmless(message));
      if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
        err.println("Try '%s --help'".formatted(command.getCommandSpec().qualifiedName()));
      }
    }
    err.flush();
    return ExitCodes.USAGE;
  }

  /** As far as a command line can be read that is wrong. */
  private static boolean wantsJson(List<String> arguments) {
    return arguments.contains("--output=json")
        || arguments.contains("-o=json")
        || Collections.indexOfSubList(arguments, List.of("-o", "json")) >= 0
        || Collections.indexOfSubList(arguments, List.of("--output", "json")) >= 0;
  }

  /** What a command that only has commands of its own says without one. */
  static ParameterException whichCommand(CommandLine command) {
    var names =
        command.getSubcommands().entrySet().stream()
            .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
            .map(Map.Entry::getKey)
            .toList();
    return new ParameterException(command, "Which command? One of " + String.join(", ", names));
  }
}
