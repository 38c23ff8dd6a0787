package io.drayage.application;

/** How the replicas of a service lie to each other. */
public enum Spread {
  /** On as many hosts as there are. */
  HOST,
  /** In as many clouds as there are, and on different hosts within each. */
  CLOUD,
  /** Wherever there is most room. */
  NONE
}
