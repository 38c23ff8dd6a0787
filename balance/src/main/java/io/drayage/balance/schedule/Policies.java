package io.drayage.balance.schedule;

import java.util.Locale;

/** The policies by the words that users type. */
public final class Policies {
  /** The policy unless the user says otherwise. */
  public static final String DEFAULT = "adaptive";

  /** All words, for messages and help. */
  public static final String WORDS =
      "adaptive, start-at-one, sequential, fixed-N, all-at-once, shortest-first, critical-path";

  private static final String FIXED = "fixed-";

  private Policies() {}

  /**
   * The policy of that name.
   *
   * @throws IllegalArgumentException with the known names otherwise
   */
  public static SchedulingPolicy parse(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "adaptive" -> new OrderedPolicy(MoveOrder.PROBING, new Adaptive());
      case "start-at-one" -> new OrderedPolicy(MoveOrder.QUEUE, new StartAtOne());
      case "sequential" -> new OrderedPolicy(MoveOrder.QUEUE, Concurrency.fixed(1));
      case "all-at-once" -> new OrderedPolicy(MoveOrder.QUEUE, Concurrency.fixed(Limits.MOST));
      case "shortest-first" -> new OrderedPolicy(MoveOrder.SHORTEST, new StartAtOne());
      case "critical-path" -> new OrderedPolicy(MoveOrder.CRITICAL_PATH, new StartAtOne());
      default -> fixed(word);
    };
  }

  /** How many moves a policy is expected to have under way at once, for forecasts. */
  public static int expectedParallel(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "sequential" -> 1;
      case "all-at-once" -> Limits.MOST;
      case "start-at-one", "shortest-first", "critical-path" -> 2;
      case "adaptive" -> Adaptive.FIRST;
      default -> Integer.parseInt(word.substring(FIXED.length()));
    };
  }

  private static SchedulingPolicy fixed(String word) {
    try {
      if (word.startsWith(FIXED)) {
        int moves = Integer.parseInt(word.substring(FIXED.length()));
        if (moves >= 1 && moves <= Limits.MOST) {
          return new OrderedPolicy(MoveOrder.QUEUE, Concurrency.fixed(moves));
        }
      }
    } catch (NumberFormatException e) {
      // Answered below, as a number out of range is.
    }
    throw new IllegalArgumentException(
        "order '%s' is not known: use %s, with N from 1 to %d"
            .formatted(
                word.length() > 40 ? word.substring(0, 40) + "…" : word, WORDS, Limits.MOST));
  }
}
