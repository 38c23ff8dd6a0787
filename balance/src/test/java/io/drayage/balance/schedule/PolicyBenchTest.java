package io.drayage.balance.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The twelve containers of issue 7 on its three links, in simulated time. */
class PolicyBenchTest {
  private static final double MIB = 1 << 20;

  /** What one stream and one host send, measured on no machine: 250 and 600 MB/s. */
  private static final double STREAM = 250e6;

  private static final double HOST = 600e6;

  private static final List<WaitingMove> TWELVE =
      Stream.of(
              move("web", 48, 0.2),
              move("api1", 96, 0.5),
              move("api2", 96, 0.5),
              move("api3", 96, 0.5),
              move("worker1", 128, 1),
              move("worker2", 128, 1),
              move("worker3", 128, 1),
              move("redis", 192, 2),
              move("postgres", 256, 1),
              move("small1", 12, 0),
              move("small2", 12, 0),
              move("small3", 12, 0))
          .toList();

  private static WaitingMove move(String name, double mib, double dirtyMib) {
    return new WaitingMove(
        name, "", (long) (mib * MIB), dirtyMib * MIB, 0, 0, Set.of(), Simulation.LINK);
  }

  @ParameterizedTest
  @CsvSource({"100 Mbit/s, 12.5e6", "400 Mbit/s, 50e6", "1 Gbit/s, 125e6", "unshaped, 5e9"})
  void adaptiveIsNoSlowerThanTheBestFixedNumber(String link, double rate) {
    var simulation = new Simulation(rate, STREAM, HOST);
    double best = Double.MAX_VALUE;
    for (String fixed : List.of("sequential", "fixed-2", "fixed-4", "fixed-8", "all-at-once")) {
      best = Math.min(best, run(simulation, link, fixed).seconds());
    }
    for (String other : List.of("start-at-one", "shortest-first", "critical-path")) {
      run(simulation, link, other);
    }

    double adaptive = run(simulation, link, "adaptive").seconds();

    assertThat(adaptive).isLessThanOrEqualTo(1.05 * best);
  }

  @Test
  void adaptiveIsHalfAsFastAgainAsSequentialWhereTheLinkIsNotTheLimit() {
    var simulation = new Simulation(5e9, STREAM, HOST);

    double sequential = run(simulation, "unshaped", "sequential").seconds();

    assertThat(run(simulation, "unshaped", "adaptive").seconds())
        .isLessThanOrEqualTo(sequential / 1.5);
  }

  @Test
  void onASlowLinkAdaptiveSendsLessTwiceThanAllAtOnce() {
    var simulation = new Simulation(12.5e6, STREAM, HOST);

    assertThat(run(simulation, "100 Mbit/s", "adaptive").bytes())
        .isLessThan(0.8 * run(simulation, "100 Mbit/s", "all-at-once").bytes());
  }

  private static Simulation.Result run(Simulation simulation, String link, String word) {
    Simulation.Result result =
        simulation.run(Policies.parse(word), TWELVE, Limits.parallel(Limits.MOST));
    System.out.printf(
        Locale.ROOT,
        "%-11s %-14s %7.2f s, longest gap %5.2f s, %5.0f MiB%n",
        link,
        word,
        result.seconds(),
        result.longestGap(),
        result.bytes() / MIB);
    return result;
  }
}
