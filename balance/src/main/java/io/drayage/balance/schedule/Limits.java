package io.drayage.balance.schedule;

import java.util.Map;

/**
 * What no policy goes beyond.
 *
 * @param parallel moves of one group at once
 * @param perHost moves from or to one host at once, of all groups
 * @param perService replicas of a service that may be on their way at once; a service that is not
 *     named has no limit
 */
public record Limits(int parallel, int perHost, Map<String, Integer> perService) {
  /** The most that a user may ask for. */
  public static final int MOST = 200;

  /** Moves that one host's processors and memory bus are trusted with unless measured otherwise. */
  public static final int PER_HOST = 32;

  /** Keeps a copy. */
  public Limits {
    perService = Map.copyOf(perService);
    if (parallel < 1 || perHost < 1 || perService.values().stream().anyMatch(n -> n < 1)) {
      throw new IllegalArgumentException("a limit below 1 lets nothing move");
    }
  }

  /** A limit to the group alone. */
  public static Limits parallel(int moves) {
    return new Limits(moves, PER_HOST, Map.of());
  }
}
