package io.drayage.transfer.track;

import io.drayage.platform.foreign.AddressSpace;

/**
 * Pages in a row.
 *
 * @param start the first byte's address, a multiple of 4096
 * @param pages how many pages, at least 1
 */
public record PageRange(long start, long pages) {
  /** The address of the first byte after them. */
  public long end() {
    return start + pages * AddressSpace.PAGE;
  }
}
