package io.drayage.transfer.checkpoint;

import io.drayage.platform.foreign.AddressSpace;
import io.drayage.platform.foreign.PageQuery;
import io.drayage.platform.foreign.SystemCallException;
import io.drayage.transfer.page.PageRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The pages of private mappings that have contents of their own (CRIU, should_dump_page). */
final class PrivatePages {
  private static final int ENTRIES = 64 * 1024;
  private static final long FILE = 1L << 61;
  private static final long POPULATED = 1L << 63 | 1L << 62;

  private PrivatePages() {}

  static List<PageRange> find(AddressSpace memory, Vma vma) throws IOException {
    var ranges = new ArrayList<PageRange>();
    try {
      memory.scan(
          PageQuery.PRIVATE,
          vma.start(),
          vma.end(),
          (start, end, categories) -> ranges.add(PageRange.between(start, end)));
      return ranges;
    } catch (SystemCallException e) {
      if (!e.unsupported()) {
        throw e;
      }
    }
    return byEntries(memory, vma);
  }

  /** Before Linux 6.7; it takes the kernel's page of zeros for contents, which only costs bytes. */
  private static List<PageRange> byEntries(AddressSpace memory, Vma vma) throws IOException {
    var ranges = new ArrayList<PageRange>();
    ByteBuffer entries =
        ByteBuffer.allocateDirect(ENTRIES * Long.BYTES).order(ByteOrder.nativeOrder());
    long from = -1;
    long at = vma.start();
    while (at < vma.end()) {
      entries
          .clear()
          .limit((int) Math.min(ENTRIES, (vma.end() - at) / PageRange.PAGE) * Long.BYTES);
      if (memory.readPagemap(at, entries) <= 0) {
        break;
      }
      entries.flip();
      for (; entries.remaining() >= Long.BYTES; at += PageRange.PAGE) {
        long entry = entries.getLong();
        boolean own = (entry & POPULATED) != 0 && (entry & FILE) == 0;
        if (own && from < 0) {
          from = at;
        } else if (!own && from >= 0) {
          ranges.add(PageRange.between(from, at));
          from = -1;
        }
      }
    }
    if (from >= 0) {
      ranges.add(PageRange.between(from, at));
    }
    return ranges;
  }
}
