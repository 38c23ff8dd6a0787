package io.drayage.preflight.check;

/** How a check came out, from the best to the worst. */
public enum Level {
  /** Nothing stands in the way. */
  OK,
  /** The container can move, and somebody should know this. */
  WARNING,
  /** The container would not run there, or would not be what it was. */
  REFUSAL
}
