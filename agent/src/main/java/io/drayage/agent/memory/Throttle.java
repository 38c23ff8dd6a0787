package io.drayage.agent.memory;

/** Slows a container down. */
@FunctionalInterface
public interface Throttle {
  /** Lets it use so much of the host's processors, more than 0; 1 means all. */
  void share(double share);
}
