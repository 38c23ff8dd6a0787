package io.drayage.lab.demo;

import java.util.List;

/**
 * The demonstration's outcome.
 *
 * @param moves the moves in their order
 */
public record DemoReport(List<MoveReport> moves) {

  /** Copies what it is given. */
  public DemoReport {
    moves = List.copyOf(moves);
  }

  /** The moves in numbers, as {@code dray demo --json} writes them. */
  public Summary summary() {
    return new Summary(moves.stream().map(MoveReport::summary).toList());
  }

  /** Whether no move lost anything. */
  public boolean passed() {
    return moves.stream().allMatch(MoveReport::passed);
  }

  /** The shape of {@code dray demo --json}. */
  public record Summary(List<MoveSummary> moves) {}
}
