package io.drayage.api.app;

import java.util.Optional;

/**
 * News of an apply or a removal under way.
 *
 * @param container the container that it is about; empty with the result
 * @param phase what happens to it, in words
 * @param result what came of it all; with the last event only
 */
public record AppEvent(String container, String phase, Optional<AppResult> result) {
  /** News of one container. */
  public static AppEvent of(String container, String phase) {
    return new AppEvent(container, phase, Optional.empty());
  }

  /** The last event. */
  public static AppEvent last(AppResult result) {
    return new AppEvent("", "", Optional.of(result));
  }
}
