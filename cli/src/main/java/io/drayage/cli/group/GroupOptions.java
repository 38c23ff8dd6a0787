package io.drayage.cli.group;

import io.drayage.api.GroupRequest;
import io.drayage.api.GroupRequest.Wanted;
import io.drayage.balance.schedule.Limits;
import io.drayage.balance.schedule.Policies;
import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.cli.migration.BandwidthConverter;
import io.drayage.cli.migration.TimeConverter;
import io.drayage.model.group.GroupKind;
import io.drayage.model.group.Strategy;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Mode;
import io.drayage.platform.unit.Bandwidth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that every command which moves many containers has. */
final class GroupOptions {
  @Option(
      names = "--order",
      paramLabel = "POLICY",
      defaultValue = Policies.DEFAULT,
      description = "Which moves begin when: " + Policies.WORDS + " (default: ${DEFAULT-VALUE})")
  private String order = Policies.DEFAULT;

  @Option(
      names = "--max-parallel",
      paramLabel = "N",
      description = "Moves at once, at most (default: as many as the policy says)")
  private Optional<Integer> maxParallel = Optional.empty();

  @ArgGroup private StrategyOption strategy = new StrategyOption();

  /** One of the two. */
  static final class StrategyOption {
    @Option(
        names = "--atomic",
        description = "All or none: when one cannot move, those that have moved go back")
    private boolean atomic;

    @Option(
        names = "--waves",
        description =
            "In the order of their dependencies, each wave healthy before the next"
                + " (the default)")
    private boolean waves;

    Strategy chosen() {
      return atomic && !waves ? Strategy.ATOMIC : Strategy.WAVES;
    }
  }

  @Option(
      names = "--first",
      paramLabel = "NAME",
      split = ",",
      description = "Containers that go before the others")
  private List<String> first = List.of();

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Begin only if all will have moved in this time, e.g. 2m; else exit with 5")
  private Optional<Duration> deadline = Optional.empty();

  @Option(names = "--force-late", description = "Begin though the deadline may be missed")
  private boolean forceLate;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "auto",
      description =
          "How memory crosses: cold, pre-copy, post-copy, hybrid, auto or stateless"
              + " (default: ${DEFAULT-VALUE})")
  private String mode = Mode.AUTO.word();

  @Option(
      names = "--max-gap",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "How long each container may be frozen at most, e.g. 300ms")
  private Optional<Duration> maxGap = Optional.empty();

  @Option(
      names = "--no-post-copy",
      description = "Never let a container run there before all its memory is there")
  private boolean noPostCopy;

  @Option(
      names = "--bandwidth",
      paramLabel = "RATE",
      converter = BandwidthConverter.class,
      description = "How much all of them together send at most; needs --max-parallel")
  private Optional<Bandwidth> bandwidth = Optional.empty();

  @Option(names = "--dry-run", description = "Say what would move where and how long it takes")
  private boolean dryRun;

  boolean dryRun() {
    return dryRun;
  }

  /** The request that the options make. */
  GroupRequest request(GroupKind kind, String subject, List<Wanted> members, List<String> to) {
    MemoryLimits none = MemoryLimits.NONE;
    return new GroupRequest(
        kind,
        subject,
        members,
        to,
        strategy.chosen().word(),
        order,
        maxParallel.map(GroupOptions::inRange).orElse(0),
        mode,
        new MemoryLimits(
            maxGap.map(Duration::toMillis).orElse(none.maxGapMillis()),
            none.maxRounds(),
            bandwidth.map(Bandwidth::bytesPerSecond).orElse(0L),
            none.throttle(),
            noPostCopy),
        first,
        deadline.map(GroupOptions::inFuture).orElse(0L),
        forceLate);
  }

  private static int inRange(int moves) {
    if (moves < 1 || moves > Limits.MOST) {
      throw new CommandException(
          ExitCode.USAGE, "--max-parallel: use a number from 1 to %d".formatted(Limits.MOST));
    }
    return moves;
  }

  private static long inFuture(Duration time) {
    if (time.isZero()) {
      throw new CommandException(ExitCode.USAGE, "--deadline: use a time such as 30s or 2m");
    }
    return time.toMillis();
  }
}
