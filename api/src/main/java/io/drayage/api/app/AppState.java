package io.drayage.api.app;

/** How an application is, seen as one. */
public enum AppState {
  /** Every container that is wanted runs, or did its work and ended well. */
  READY,
  /** Some do. */
  PARTIAL,
  /** None does. */
  DOWN,
  /** At least one is being moved. */
  MOVING,
  /** At least one is on a host whose agent is not connected. */
  UNKNOWN
}
