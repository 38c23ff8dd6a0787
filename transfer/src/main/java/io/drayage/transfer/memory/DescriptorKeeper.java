package io.drayage.transfer.memory;

import java.io.IOException;
import java.util.Map;

/**
 * A second holder of this process's descriptors, which outlives it: while it has them, the death of
 * this process leaves tasks waiting for their pages, where they would otherwise read zeros.
 * Thread-safe.
 */
public interface DescriptorKeeper {
  /**
   * Hands over a duplicate. When this returns, the keeper has it or will certainly get it.
   *
   * @param name at most 255 printable characters without ":", one descriptor's own
   */
  void keep(String name, int fd) throws IOException;

  /** Lets the keeper close its duplicate. */
  void forget(String name) throws IOException;

  /** What was kept for this process when it started, by name; the caller owns the descriptors. */
  Map<String, Integer> kept() throws IOException;

  /**
   * This keeper with a prefix before each name, such as a container's; it sees its own names only.
   */
  default DescriptorKeeper within(String prefix) {
    return new PrefixedKeeper(this, prefix);
  }

  /** A keeper of nothing: the death of this process loses what its tasks miss. For tests. */
  static DescriptorKeeper none() {
    return new DescriptorKeeper() {
      @Override
      public void keep(String name, int fd) {}

      @Override
      public void forget(String name) {}

      @Override
      public Map<String, Integer> kept() {
        return Map.of();
      }
    };
  }
}
