package org.sellerregistry;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.sellerregistry.cli.BenchCommand;
import org.sellerregistry.cli.CheckCommand;
import org.sellerregistry.cli.CountriesCommand;
import org.sellerregistry.cli.CredentialCommand;
import org.sellerregistry.cli.DemoCommand;
import org.sellerregistry.cli.DurationConverter;
import org.sellerregistry.cli.EvidenceCommand;
import org.sellerregistry.cli.ExportCommand;
import org.sellerregistry.cli.Failures;
import org.sellerregistry.cli.GrantCommand;
import org.sellerregistry.cli.HealthCommand;
import org.sellerregistry.cli.IdentifiersCommand;
import org.sellerregistry.cli.ImportCommand;
import org.sellerregistry.cli.JournalCommand;
import org.sellerregistry.cli.KeysCommand;
import org.sellerregistry.cli.MappingCommand;
import org.sellerregistry.cli.MarketplaceCommand;
import org.sellerregistry.cli.MigrateCommand;
import org.sellerregistry.cli.OperationCommand;
import org.sellerregistry.cli.ServeCommand;
import org.sellerregistry.cli.SettingsCommand;
import org.sellerregistry.cli.StorefrontCommand;
import org.sellerregistry.cli.TimeConverter;
import org.sellerregistry.cli.TraderCommand;
import org.sellerregistry.cli.UsageErrors;
import org.sellerregistry.cli.VerifyCommand;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** All that the command {@code seller-registry} can do. */
@Command(
    name = "seller-registry",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Commands.Version.class,
    description = "A seller traceability registry: verified trader identity over gRPC.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done.",
      "1:Refused by the server, or failed.",
      "2:The command line makes no sense.",
      "3:Every record was accounted for, but some were refused.",
      "4:The server cannot be reached or does not answer in time."
    },
    subcommands = {
      ServeCommand.class,
      HealthCommand.class,
      DemoCommand.class,
      BenchCommand.class,
      MigrateCommand.class,
      SettingsCommand.class,
      MarketplaceCommand.class,
      GrantCommand.class,
      KeysCommand.class,
      OperationCommand.class,
      CredentialCommand.class,
      TraderCommand.class,
      StorefrontCommand.class,
      VerifyCommand.class,
      CheckCommand.class,
      EvidenceCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      JournalCommand.class,
      MappingCommand.class,
      CountriesCommand.class,
      IdentifiersCommand.class,
      GenerateCompletion.class,
      HelpCommand.class
    })
final class Commands implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  private Commands() {}

  static CommandLine commandLine() {
    return new CommandLine(new Commands())
        .registerConverter(Instant.class, new TimeConverter())
        .registerConverter(Duration.class, new DurationConverter())
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(new Failures())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  /** The version that was built. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Commands.class.getPackage().getImplementationVersion();
      return new String[] {"seller-registry " + (version == null ? "(not packaged)" : version)};
    }
  }
}
