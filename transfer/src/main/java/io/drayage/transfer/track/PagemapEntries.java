package io.drayage.transfer.track;

import io.drayage.platform.foreign.AddressSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Finds pages by the entries of /proc/PID/pagemap, which every kernel has
 * (Documentation/admin-guide/mm/pagemap.rst).
 */
final class PagemapEntries {
  /** Written since the bits were cleared, or part of a mapping made since. */
  static final long SOFT_DIRTY = 1L << 55;

  private static final long POPULATED = 1L << 63 | 1L << 62;
  private static final int ENTRIES = 64 * 1024;

  private PagemapEntries() {}

  /**
   * The populated pages whose entries have all of some bits. Mappings without access are passed
   * over: they are address space set aside, too much of it at times to look through, and pages that
   * are not found go with the dump.
   */
  static PageRuns find(AddressSpace memory, List<Mapping> mappings, long bits) throws IOException {
    var pages = new PageRuns();
    ByteBuffer entries =
        ByteBuffer.allocateDirect(ENTRIES * Long.BYTES).order(ByteOrder.nativeOrder());
    for (Mapping mapping : mappings) {
      for (long at = mapping.start(); mapping.accessible() && at < mapping.end(); ) {
        long left = (mapping.end() - at) / AddressSpace.PAGE;
        entries.clear().limit((int) Math.min(ENTRIES, left) * Long.BYTES);
        if (memory.readPagemap(at, entries) <= 0) {
          break;
        }
        entries.flip();
        for (; entries.remaining() >= Long.BYTES; at += AddressSpace.PAGE) {
          long entry = entries.getLong();
          if ((entry & POPULATED) != 0 && (entry & bits) == bits) {
            pages.add(at, at + AddressSpace.PAGE);
          }
        }
      }
    }
    return pages;
  }
}
