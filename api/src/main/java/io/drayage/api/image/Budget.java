package io.drayage.api.image;

import java.io.IOException;

/** What is left of an image's limits while its parts are read. Owned by one thread. */
final class Budget {
  private final ImageLimits limits;
  private long bytes;
  private long entries;

  Budget(ImageLimits limits) {
    this.limits = limits;
    this.bytes = limits.bytes();
    this.entries = limits.entries();
  }

  ImageLimits limits() {
    return limits;
  }

  long bytesLeft() {
    return bytes;
  }

  void spendBytes(long count) {
    bytes -= count;
  }

  void spendEntry() throws IOException {
    if (entries == 0) {
      throw new LimitExceededException("over " + limits.entries() + " files");
    }
    entries--;
  }
}
