package io.drayage.transfer.track;

import io.drayage.platform.foreign.AddressSpace;
import java.io.IOException;
import java.util.List;

/**
 * Finds pages by the entries of /proc/PID/pagemap, which every kernel has
 * (Documentation/admin-guide/mm/pagemap.rst).
 */
final class PagemapEntries {
  /** Written since the bits were cleared, or part of a mapping made since. */
  static final long SOFT_DIRTY = 1L << 55;

  private PagemapEntries() {}

  /**
   * The populated pages whose entries have all of some bits. Mappings without access are passed
   * over: they are address space set aside, too much of it at times to look through, and pages that
   * are not found go with the dump.
   */
  static PageRuns find(AddressSpace memory, List<Mapping> mappings, long bits) throws IOException {
    var pages = new PageRuns();
    for (Mapping mapping : mappings) {
      if (mapping.accessible()) {
        memory.scanEntries(
            mapping.start(),
            mapping.end(),
            bits,
            0,
            (start, end, categories) -> pages.add(start, end));
      }
    }
    return pages;
  }
}
