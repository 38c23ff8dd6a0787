package io.drayage.api.app;

/**
 * What is to be done with one container.
 *
 * @param host where it is, or is to be
 * @param why in a few words; empty where the action says it all
 */
public record AppStep(Action action, String container, String service, String host, String why) {
  /** What is to be done. */
  public enum Action {
    /** Start it: it is missing. */
    CREATE,
    /** Remove it and start it as it is defined now. */
    REPLACE,
    /** Remove it: it is not wanted any more. */
    REMOVE,
    /** Nothing: it is as it is to be. */
    KEEP,
    /** Nothing, though it is not as it is to be: that would replace it. */
    DIFFERS
  }

  /** Whether anything is done. */
  public boolean acts() {
    return action == Action.CREATE || action == Action.REPLACE || action == Action.REMOVE;
  }
}
