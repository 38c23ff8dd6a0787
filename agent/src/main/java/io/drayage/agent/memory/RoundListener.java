package io.drayage.agent.memory;

/** Told how rounds go; called by the thread that copies, a few times a second at most. */
@FunctionalInterface
public interface RoundListener {
  /** News of the round under way, or just ended. */
  void news(RoundNews news);
}
