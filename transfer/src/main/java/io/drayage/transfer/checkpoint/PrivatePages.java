package io.drayage.transfer.checkpoint;

import io.drayage.platform.foreign.AddressSpace;
import io.drayage.platform.foreign.PageQuery;
import io.drayage.platform.foreign.SystemCallException;
import io.drayage.transfer.page.PageRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a scan of a stopped task's address space found.
 *
 * @param contents the pages that have contents of their own (CRIU, should_dump_page), by their
 *     addresses; empty where the kernel has no such scan
 * @param guards the pages that MADV_GUARD_INSTALL made fault (CRIU, collect_madv_guards)
 */
record PrivatePages(Optional<NavigableMap<Long, PageRange>> contents, List<Vma> guards) {
  /** User space ends there at the latest (Documentation/arch/x86/x86_64/mm.rst, less one page). */
  private static final long END = (1L << 47) - PageRange.PAGE;

  /** The pagemap's bit of a page that is a file's own or shared memory's. */
  private static final long FILE = 1L << 61;

  /** Scans all of it, which takes a few milliseconds a GiB. */
  static PrivatePages scan(AddressSpace memory) throws IOException {
    var contents = new TreeMap<Long, PageRange>();
    boolean known =
        scan(
            memory,
            PageQuery.PRIVATE,
            (start, end, categories) -> contents.put(start, PageRange.between(start, end)));
    var guards = new ArrayList<Vma>();
    boolean _ =
        scan(
            memory,
            PageQuery.GUARDS,
            (start, end, categories) -> guards.add(Vma.guard(start, end)));
    return new PrivatePages(known ? Optional.of(contents) : Optional.empty(), guards);
  }

  private static boolean scan(AddressSpace memory, PageQuery query, AddressSpace.Found found)
      throws IOException {
    try {
      memory.scan(query, 0, END, found);
      return true;
    } catch (SystemCallException e) {
      if (!e.unsupported()) {
        throw e;
      }
      return false;
    }
  }

  /** The pages of one mapping. */
  List<PageRange> of(Vma vma, AddressSpace memory) throws IOException {
    if (contents.isEmpty()) {
      return byEntries(memory, vma);
    }
    var ranges = new ArrayList<PageRange>();
    NavigableMap<Long, PageRange> all = contents.get();
    Map.Entry<Long, PageRange> before = all.lowerEntry(vma.start());
    if (before != null && before.getValue().end() > vma.start()) {
      ranges.add(within(before.getValue(), vma));
    }
    for (PageRange range : all.subMap(vma.start(), vma.end()).values()) {
      ranges.add(within(range, vma));
    }
    return ranges;
  }

  private static PageRange within(PageRange range, Vma vma) {
    return range.start() >= vma.start() && range.end() <= vma.end()
        ? range
        : PageRange.between(Math.max(range.start(), vma.start()), Math.min(range.end(), vma.end()));
  }

  /** Before Linux 6.7; it takes the kernel's page of zeros for contents, which only costs bytes. */
  private static List<PageRange> byEntries(AddressSpace memory, Vma vma) throws IOException {
    var ranges = new ArrayList<PageRange>();
    memory.scanEntries(
        vma.start(),
        vma.end(),
        0,
        FILE,
        (start, end, categories) -> ranges.add(PageRange.between(start, end)));
    return ranges;
  }
}
