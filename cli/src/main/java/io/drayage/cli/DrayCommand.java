package io.drayage.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command: does nothing itself. */
@Command(
    name = "dray",
    description = "Moves running containers between hosts of different clouds.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = DrayCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false)
final class DrayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }

  /** The version of the jar that runs. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = DrayCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "dray " + (version == null ? "(not packaged)" : version),
        "Java " + System.getProperty("java.version") + ", picocli " + CommandLine.VERSION
      };
    }
  }
}
