package io.drayage.lab.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The demonstration's outcome.
 *
 * @param moves the moves in their order
 * @param law what the acts of the law showed, in their order; empty without them
 */
public record DemoReport(List<MoveReport> moves, List<Check> law) {

  /** Copies what it is given. */
  public DemoReport {
    moves = List.copyOf(moves);
    law = List.copyOf(law);
  }

  /** Moves without acts of the law. */
  public DemoReport(List<MoveReport> moves) {
    this(moves, List.of());
  }

  /** The moves in numbers, as {@code dray demo --json} writes them. */
  public Summary summary() {
    return new Summary(moves.stream().map(MoveReport::summary).toList(), law);
  }

  /** Whether no move lost anything, and the law held. */
  public boolean passed() {
    return moves.stream().allMatch(MoveReport::passed) && law.stream().allMatch(Check::passed);
  }

  /** The shape of {@code dray demo --json}. */
  public record Summary(
      List<MoveSummary> moves, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Check> law) {}
}
