package io.drayage.balance.rebalance;

import java.util.List;

/**
 * Moves that would even out the hosts.
 *
 * @param spreadBefore between the fullest and the emptiest host, as a share of their memory
 * @param spreadAfter the same after the moves
 */
public record Proposal(List<Move> moves, double spreadBefore, double spreadAfter) {
  /** Keeps a copy. */
  public Proposal {
    moves = List.copyOf(moves);
  }

  /**
   * One move.
   *
   * @param gain by how much the spread shrinks, as a share of memory
   */
  public record Move(String container, String from, String to, double gain) {}
}
