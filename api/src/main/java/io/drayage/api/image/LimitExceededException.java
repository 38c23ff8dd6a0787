package io.drayage.api.image;

import java.io.IOException;

/** Content is larger than {@link ImageLimits} allow. */
final class LimitExceededException extends IOException {
  private static final long serialVersionUID = 1L;

  LimitExceededException(String message) {
    super(message);
  }
}
