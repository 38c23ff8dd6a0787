package io.drayage.cli.migration;

import io.drayage.api.MigrateRequest;
import io.drayage.api.PlanView;
import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.cli.forecast.ForecastPrinter;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Mode;
import io.drayage.platform.unit.Bandwidth;
import io.drayage.preflight.check.Finding;
import io.drayage.preflight.check.Level;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells whether a container would run on another host; nothing moves. */
@Command(
    name = "plan",
    description = "Tell whether a container may move to a host and would run there; move nothing.")
public final class PlanCommand extends ClusterCommand {
  @Parameters(paramLabel = "NAME", description = "The container")
  private String name = "";

  @Option(names = "--to", required = true, paramLabel = "HOST", description = "Where it would go")
  private String to = "";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "auto",
      description =
          "How memory would cross: cold, pre-copy, post-copy, hybrid, auto or stateless"
              + " (default: ${DEFAULT-VALUE})")
  private String mode = Mode.AUTO.word();

  @Option(
      names = "--bandwidth",
      paramLabel = "RATE",
      description = "Forecast for a link that carries so much, e.g. 100Mbit",
      converter = BandwidthConverter.class)
  private Optional<Bandwidth> bandwidth = Optional.empty();

  @Override
  protected void ask(ControllerClient client) {
    PlanView plan = client.plan(new MigrateRequest(name, to, mode, limits()));
    print(plan, view -> show(out(), view));
    if (plan.verdict() == Level.REFUSAL) {
      throw new CommandException(
          ExitCode.FAILURE,
          "container %s cannot move to %s: see the refusals above".formatted(name, to));
    }
  }

  private MemoryLimits limits() {
    MemoryLimits none = MemoryLimits.NONE;
    return new MemoryLimits(
        none.maxGapMillis(),
        none.maxRounds(),
        bandwidth.map(Bandwidth::bytesPerSecond).orElse(none.bytesPerSecond()),
        none.throttle(),
        none.noPostCopy());
  }

  private static void show(PrintWriter out, PlanView plan) {
    for (Finding finding : plan.findings()) {
      out.printf("%-8s %-17s %s%n", word(finding.level()), finding.check(), finding.cause());
      if (!finding.cure().isEmpty()) {
        out.printf("%-8s %-17s → %s%n", "", "", finding.cure());
      }
    }
    out.printf(
        "%n%s from %s to %s, %s: %s, after %d checks in %d ms%n",
        plan.container(),
        plan.source(),
        plan.destination(),
        plan.mode(),
        switch (plan.verdict()) {
          case OK -> "nothing stands in the way";
          case WARNING -> "it can move; see the warnings";
          case REFUSAL -> "it cannot move";
        },
        plan.findings().size(),
        plan.tookMillis());
    plan.forecast().ifPresent(forecast -> ForecastPrinter.forecast(out, forecast));
    out.flush();
  }

  private static String word(Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
