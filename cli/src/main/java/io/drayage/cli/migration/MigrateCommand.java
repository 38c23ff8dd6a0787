package io.drayage.cli.migration;

import io.drayage.api.MigrateRequest;
import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterOption;
import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.cli.output.OutputOption;
import io.drayage.cli.output.Terminal;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.platform.unit.Bandwidth;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Moves a running container and shows the way it goes. */
@Command(name = "migrate", description = "Move a running container to another host.")
public final class MigrateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The container")
  private String name = "";

  @Option(names = "--to", required = true, paramLabel = "HOST", description = "Where it goes")
  private String to = "";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "How memory crosses: cold, pre-copy, post-copy, hybrid, or auto, which measures and"
              + " chooses (the default); stateless: see --stateless")
  private Optional<String> mode = Optional.empty();

  @Option(
      names = "--stateless",
      description =
          "Move neither memory nor files: a new copy starts there and answers its health check"
              + " before the old one stops (the default for one labelled drayage.stateless=true)")
  private boolean stateless;

  @Option(
      names = "--health-timeout",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "How long a stateless move waits for the new copy's health (default: 30s); then the old"
              + " one runs on")
  private Optional<Duration> healthTimeout = Optional.empty();

  @Option(
      names = "--max-gap",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "How long the container may be frozen at most, e.g. 200ms; pre-copy that"
              + " cannot keep it ends, and the container stays")
  private Duration maxGap = Duration.ZERO;

  @Option(
      names = "--max-rounds",
      paramLabel = "N",
      description = "Rounds of copying memory while the container runs (default: ${DEFAULT-VALUE})",
      defaultValue = "30")
  private int maxRounds = 30;

  @Option(
      names = "--throttle",
      description =
          "Slow the container down, to a tenth of the processors at most, when it writes memory"
              + " faster than the link carries it")
  private boolean throttle;

  @Option(
      names = "--no-post-copy",
      description =
          "Never let the container run there before all its memory is there: auto that finds no"
              + " other way ends, and the container stays")
  private boolean noPostCopy;

  @Option(
      names = "--bandwidth",
      paramLabel = "RATE",
      description = "How fast memory and files are sent at most, e.g. 100Mbit",
      converter = BandwidthConverter.class)
  private Optional<Bandwidth> bandwidth = Optional.empty();

  @Mixin private ClusterOption cluster = new ClusterOption();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (ControllerClient client = cluster.connect()) {
      Migration requested =
          client.migrate(new MigrateRequest(name, to, mode(), limits(), healthTimeoutMillis()));
      var progress =
          new ProgressDisplay(spec.commandLine().getErr(), !output.json() && Terminal.attached());
      Migration migration = client.follow(requested.id(), Clock.systemUTC(), progress::show);
      progress.end();
      PrintWriter out = spec.commandLine().getOut();
      output.print(out, migration, one -> MigrationPrinter.summary(out, one));
      if (migration.state() != MigrationState.MIGRATED) {
        throw new CommandException(
            ExitCode.FAILURE,
            "container %s stays on %s: %s"
                .formatted(name, migration.source(), migration.failure()));
      }
      return 0;
    }
  }

  private String mode() {
    String word = mode.orElse(stateless ? Mode.STATELESS.word() : Mode.AUTO.word());
    if (stateless && !word.equals(Mode.STATELESS.word())) {
      throw new CommandException(
          ExitCode.USAGE,
          "--stateless and --mode %s exclude each other: give one of them".formatted(word));
    }
    return word;
  }

  private long healthTimeoutMillis() {
    long millis =
        healthTimeout.map(Duration::toMillis).orElse(MigrateRequest.HEALTH_TIMEOUT_MILLIS);
    if (millis == 0) {
      throw new CommandException(ExitCode.USAGE, "--health-timeout: use a time from 1ms to 1h");
    }
    return millis;
  }

  private MemoryLimits limits() {
    try {
      return new MemoryLimits(
          maxGap.toMillis(),
          maxRounds,
          bandwidth.map(Bandwidth::bytesPerSecond).orElse(0L),
          throttle,
          noPostCopy);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
