package io.drayage.lab.spec;

import io.drayage.platform.unit.Bandwidth;
import io.drayage.platform.unit.DataSize;

/**
 * What a lab's machine may have: an agent needs some memory, and tbf shapes no link beyond a range.
 */
final class Limits {
  private static final DataSize LEAST_MEMORY = DataSize.parse("256MiB");
  private static final Bandwidth LEAST_BANDWIDTH = Bandwidth.parse("1Mbit");
  private static final Bandwidth MOST_BANDWIDTH = Bandwidth.parse("100Gbit");

  private Limits() {}

  static void check(DataSize memory) {
    if (memory.compareTo(LEAST_MEMORY) < 0) {
      throw new IllegalArgumentException(
          "memory " + memory + " is too little for a host; give it " + LEAST_MEMORY + " or more");
    }
  }

  static void check(Bandwidth bandwidth) {
    if (bandwidth.compareTo(LEAST_BANDWIDTH) < 0 || bandwidth.compareTo(MOST_BANDWIDTH) > 0) {
      throw new IllegalArgumentException(
          "bandwidth %s is out of range; choose from %s to %s"
              .formatted(bandwidth, LEAST_BANDWIDTH, MOST_BANDWIDTH));
    }
  }
}
