package io.drayage.balance.schedule;

import java.util.List;

/** Decides which moves of a group begin now. Pure: one situation always gives one answer. */
@FunctionalInterface
public interface SchedulingPolicy {
  /**
   * The moves that begin now, in this order. When nothing runs and something may begin, at least
   * one does.
   */
  List<Start> next(Situation situation);
}
