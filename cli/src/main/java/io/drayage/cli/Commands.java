package io.drayage.cli;

import io.drayage.cli.app.AppCommand;
import io.drayage.cli.audit.AuditCommand;
import io.drayage.cli.bench.BenchCommand;
import io.drayage.cli.chaos.ChaosCommand;
import io.drayage.cli.container.InspectCommand;
import io.drayage.cli.container.LogsCommand;
import io.drayage.cli.container.PsCommand;
import io.drayage.cli.container.RmCommand;
import io.drayage.cli.container.RunCommand;
import io.drayage.cli.container.StopCommand;
import io.drayage.cli.demo.DemoCommand;
import io.drayage.cli.forecast.ForecastCommand;
import io.drayage.cli.group.DrainCommand;
import io.drayage.cli.group.EvacuateCommand;
import io.drayage.cli.group.GroupCommand;
import io.drayage.cli.group.RebalanceCommand;
import io.drayage.cli.host.HostCommand;
import io.drayage.cli.host.HostsCommand;
import io.drayage.cli.image.ImageCommand;
import io.drayage.cli.lab.LabCommand;
import io.drayage.cli.migration.MigrateCommand;
import io.drayage.cli.migration.MigrationCommand;
import io.drayage.cli.migration.MigrationsCommand;
import io.drayage.cli.migration.PlanCommand;
import io.drayage.cli.pca.PcaCommand;
import io.drayage.cli.policy.PolicyCommand;
import io.drayage.cli.service.AgentCommand;
import io.drayage.cli.service.ControllerCommand;
import io.drayage.lab.demo.MachineLab;
import picocli.CommandLine;

/** Every command of {@code dray}: the one place where they are registered. */
public final class Commands {
  private Commands() {}

  /** A new command line with all commands. Not for use by several threads. */
  public static CommandLine tree() {
    return new CommandLine(new DrayCommand())
        .addSubcommand(new LabCommand())
        .addSubcommand(new DemoCommand(MachineLab::new))
        .addSubcommand(new BenchCommand())
        .addSubcommand(new ChaosCommand())
        .addSubcommand(new ImageCommand())
        .addSubcommand(new RunCommand())
        .addSubcommand(new PsCommand())
        .addSubcommand(new InspectCommand())
        .addSubcommand(new LogsCommand())
        .addSubcommand(new StopCommand())
        .addSubcommand(new RmCommand())
        .addSubcommand(new AppCommand())
        .addSubcommand(new PlanCommand())
        .addSubcommand(new MigrateCommand())
        .addSubcommand(new MigrationsCommand())
        .addSubcommand(new MigrationCommand())
        .addSubcommand(new DrainCommand())
        .addSubcommand(new EvacuateCommand())
        .addSubcommand(new RebalanceCommand())
        .addSubcommand(new GroupCommand())
        .addSubcommand(new ForecastCommand())
        .addSubcommand(new HostsCommand())
        .addSubcommand(new HostCommand())
        .addSubcommand(new PcaCommand())
        .addSubcommand(new PolicyCommand())
        .addSubcommand(new AuditCommand())
        .addSubcommand(new ControllerCommand())
        .addSubcommand(new AgentCommand())
        .addSubcommand(new CompletionCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Errors::badUsage)
        .setExecutionExceptionHandler(Errors::failed);
  }
}
