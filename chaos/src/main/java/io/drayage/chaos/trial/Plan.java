package io.drayage.chaos.trial;

import io.drayage.chaos.fault.Fault;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which trials a run makes: every fault as often as any other, the rest by chance. The same seed
 * gives the same trials, and a longer run begins with those of a shorter one.
 *
 * @param trials in order
 */
public record Plan(List<Trial> trials) {
  /** States that something can happen in; before them nothing was done. */
  private static final List<MigrationState> MOMENTS =
      List.of(
          MigrationState.ADMITTED,
          MigrationState.PREPARED,
          MigrationState.COPYING,
          MigrationState.FROZEN,
          MigrationState.RESTORED,
          MigrationState.COMMITTED,
          MigrationState.RUNNING);

  private static final List<Mode> MODES =
      List.of(Mode.COLD, Mode.PRE_COPY, Mode.POST_COPY, Mode.HYBRID);

  /** A copy lasts a second and more, every other state some milliseconds. */
  private static final int LONGEST_DELAY_COPYING_MILLIS = 1500;

  private static final int LONGEST_DELAY_MILLIS = 120;
  private static final int SHORTEST_FAULT_MILLIS = 200;
  private static final int LONGEST_FAULT_MILLIS = 6000;

  /** Some outlast the lease of a held copy, 30 s, and the patience with a broken link. */
  private static final int OUTLASTING_MILLIS = 36_000;

  private static final int ONE_OUTLASTS_OF = 12;

  public Plan {
    trials = List.copyOf(trials);
  }

  /**
   * Draws trials.
   *
   * @param runs how many, 1 or more
   * @param faults from which; empty for all
   * @param moments in which states; empty for all
   * @param modes in which modes; empty for all but auto and stateless
   */
  public static Plan draw(
      int runs, long seed, List<Fault> faults, List<MigrationState> moments, List<Mode> modes) {
    var random = new Random(seed);
    var trials = new ArrayList<Trial>();
    var left = new ArrayList<Fault>();
    for (int number = 1; number <= runs; number++) {
      if (left.isEmpty()) {
        left.addAll(faults.isEmpty() ? Arrays.asList(Fault.values()) : faults);
        Collections.shuffle(left, random);
      }
      MigrationState at = any(moments.isEmpty() ? MOMENTS : moments, random);
      int longest =
          at == MigrationState.COPYING ? LONGEST_DELAY_COPYING_MILLIS : LONGEST_DELAY_MILLIS;
      trials.add(
          new Trial(
              number,
              any(modes.isEmpty() ? MODES : modes, random),
              left.removeLast(),
              at,
              Duration.ofMillis(random.nextInt(longest)),
              Duration.ofMillis(lasts(random))));
    }
    return new Plan(trials);
  }

  private static int lasts(Random random) {
    int usual = random.nextInt(SHORTEST_FAULT_MILLIS, LONGEST_FAULT_MILLIS);
    return random.nextInt(ONE_OUTLASTS_OF) == 0 ? OUTLASTING_MILLIS : usual;
  }

  private static <T> T any(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
