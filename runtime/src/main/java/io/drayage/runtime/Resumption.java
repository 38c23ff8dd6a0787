package io.drayage.runtime;

/**
 * What became of restored tasks that were held. The difference decides whether they may be restored
 * once more: tasks that ran may have answered clients, and their images are the past.
 */
public enum Resumption {
  /** They run. */
  RUNS,
  /** They ended before any of them could run. */
  NEVER_RAN,
  /** They were let run and have ended since. */
  ENDED
}
