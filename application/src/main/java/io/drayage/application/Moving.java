package io.drayage.application;

import io.drayage.model.migration.Mode;

/**
 * How a service's containers wish to be moved.
 *
 * @param mode how memory crosses
 * @param priority the higher the sooner, -1000 to 1000
 * @param manner whether the service is frozen as one
 */
public record Moving(Mode mode, int priority, Manner manner) {
  /** As measurements say, one by one. */
  public static final Moving USUAL = new Moving(Mode.AUTO, 0, Manner.ONE_BY_ONE);

  private static final int MOST = 1000;

  /** Whether containers that talk to each other are frozen together. */
  public enum Manner {
    /** Frozen at one moment, so that no message is between two worlds. */
    TOGETHER,
    /** One after the other, connections kept. */
    ONE_BY_ONE
  }

  public Moving {
    if (priority < -MOST || priority > MOST) {
      throw new IllegalArgumentException(
          "priority %d is not valid: use one from -1000 to 1000".formatted(priority));
    }
  }
}
