package org.sellerregistry.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints why a command failed, and chooses its exit code. */
public final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    var report = explained(ErrorReport.of(failure), parsed, System.getenv());
    var err = command.getErr();
    err.println(wantsJson(parsed) ? report.json() : "error: " + report.line());
    err.flush();
    if (failure instanceof UsageFailure) {
      return ExitCodes.USAGE;
    }
    return report.exitCode();
  }

  /** A person that was named by the environment alone is easily forgotten. */
  static ErrorReport explained(
      ErrorReport report, ParseResult parsed, Map<String, String> environment) {
    var person = environment.getOrDefault("SELLER_REGISTRY_PERSON", "");
    return report.reason().equals("PERSON_NOT_ALLOWED")
            && !person.isEmpty()
            && !innermost(parsed).hasMatchedOption("--person")
        ? report.withHint(
            report.hint()
                + ". The person came from $SELLER_REGISTRY_PERSON: --person '' names none")
        : report;
  }

  private static boolean wantsJson(ParseResult parsed) {
    // Commands with forms of their own have an enum of their own for them.
    Object form =
        innermost(parsed).<Object>matchedOptionValue("--output", OutputOptions.Form.table);
    return form.toString().equals(OutputOptions.Form.json.name());
  }

  private static ParseResult innermost(ParseResult parsed) {
    var innermost = parsed;
    while (innermost.hasSubcommand()) {
      innermost = innermost.subcommand();
    }
    return innermost;
  }
}
