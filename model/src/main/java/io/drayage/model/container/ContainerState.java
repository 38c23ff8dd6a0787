package io.drayage.model.container;

/** What a container does now, as its host's agent last said. */
public enum ContainerState {
  /** Accepted by the controller, not yet running. */
  CREATING,
  /** Its processes run. */
  RUNNING,
  /** Its processes are frozen: a migration is under way or waits for a decision. */
  FROZEN,
  /** Its processes ended or were ended; files and address are kept. */
  STOPPED,
  /** Its host's agent is not connected, so nobody knows. */
  UNKNOWN
}
