package org.sellerregistry.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints why a command failed, and chooses its exit code. */
public final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    var report = ErrorReport.of(failure);
    var err = command.getErr();
    err.println(wantsJson(parsed) ? report.json() : "error: " + report.line());
    err.flush();
    if (failure instanceof UsageFailure) {
      return ExitCodes.USAGE;
    }
    return report.exitCode();
  }

  private static boolean wantsJson(ParseResult parsed) {
    var innermost = parsed;
    while (innermost.hasSubcommand()) {
      innermost = innermost.subcommand();
    }
    Object form = innermost.matchedOptionValue("--output", OutputOptions.Form.table);
    return form == OutputOptions.Form.json;
  }
}
