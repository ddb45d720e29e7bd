package org.sellerregistry.cli;

import io.grpc.StatusRuntimeException;
import org.sellerregistry.cli.source.SourceException;
import org.sellerregistry.server.ConfigurationException;
import org.sellerregistry.storage.StorageException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints why a command failed, and chooses its exit code. */
public final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    var report = report(failure);
    var err = command.getErr();
    err.println(wantsJson(parsed) ? report.json() : "error: " + report.line());
    err.flush();
    if (failure instanceof UsageFailure) {
      return ExitCodes.USAGE;
    }
    return report.isUnreachable() ? ExitCodes.UNREACHABLE : ExitCodes.FAILED;
  }

  private static boolean wantsJson(ParseResult parsed) {
    var innermost = parsed;
    while (innermost.hasSubcommand()) {
      innermost = innermost.subcommand();
    }
    Object form = innermost.matchedOptionValue("--output", OutputOptions.Form.table);
    return form == OutputOptions.Form.json;
  }

  /** A failure that is not foreseen is a defect and passes, with its stack. */
  private static ErrorReport report(Exception failure) throws Exception {
    return switch (failure) {
      case StatusRuntimeException status -> ErrorReport.of(status);
      case UsageFailure local -> ErrorReport.local(local);
      case CommandFailure local -> ErrorReport.local(local);
      case ConfigurationException local -> ErrorReport.local(local);
      case SourceException local -> ErrorReport.local(local);
      case StorageException local -> ErrorReport.local(local);
      default -> throw failure;
    };
  }
}
