package io.drayage.lab.demo.client;

/**
 * Follows a counter that a server increments on request. Each acknowledged increment must be one
 * above the last; only an increment whose answer was lost may have counted too. One thread.
 */
final class SequenceCheck {

  private long last;
  private long inDoubt;
  private boolean held = true;

  /** An increment failed: it may have happened or not. */
  void failed() {
    inDoubt++;
  }

  /** An increment was acknowledged with the counter's new value. */
  void acknowledged(long value) {
    held &= value > last && value <= last + 1 + inDoubt;
    last = value;
    inDoubt = 0;
  }

  /** Whether every acknowledged value was one that a counter that lost nothing could give. */
  boolean held() {
    return held;
  }
}
