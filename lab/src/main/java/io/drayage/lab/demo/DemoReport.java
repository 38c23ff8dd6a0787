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

  /** Whether no move lost anything. */
  public boolean passed() {
    return moves.stream().allMatch(MoveReport::passed);
  }
}
