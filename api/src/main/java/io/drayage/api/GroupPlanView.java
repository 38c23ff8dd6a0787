package io.drayage.api;

import io.drayage.model.group.GroupKind;
import java.util.List;
import java.util.Optional;

/**
 * What would come of a group.
 *
 * @param moves every move that a host was found for
 * @param refusals all that stands in the way, one line each; nothing moves while there is any
 * @param notes what else its user should know, one line each
 * @param estimate how long it would take; empty when a move's forecast could not be told
 * @param deadline whether it would be in time; empty when none was given
 * @param gain what a rebalancing would change, in words; empty for others
 * @param tookMillis how long planning took
 */
public record GroupPlanView(
    GroupKind kind,
    String subject,
    String strategy,
    String order,
    List<Move> moves,
    List<String> refusals,
    List<String> notes,
    Optional<Interval> estimate,
    Optional<Deadline> deadline,
    String gain,
    long tookMillis) {
  /** Keeps copies. */
  public GroupPlanView {
    moves = List.copyOf(moves);
    refusals = List.copyOf(refusals);
    notes = List.copyOf(notes);
  }

  /**
   * One move.
   *
   * @param bytes expected to cross; 0 when not known
   * @param millis expected of it alone; 0 when not known
   * @param gapMillis for which its clients are expected to get no answer; 0 when not known
   */
  public record Move(
      String container,
      String from,
      String to,
      int wave,
      long bytes,
      long millis,
      long gapMillis) {}

  /** Milliseconds, with the interval in which nine of ten are expected. */
  public record Interval(long lowMillis, long millis, long highMillis) {}

  /**
   * A deadline.
   *
   * @param millis from the start
   * @param chance {@code met}: the whole interval lies before it; {@code unsure}: it lies within;
   *     {@code missed}: the whole interval lies behind it
   */
  public record Deadline(long millis, String chance) {}
}
