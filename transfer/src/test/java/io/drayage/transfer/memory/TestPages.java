package io.drayage.transfer.memory;

import io.drayage.transfer.page.PageRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pages of known content, each different from the others. */
final class TestPages {
  private TestPages() {}

  static ByteBuffer content(long address, int pages) {
    ByteBuffer content =
        ByteBuffer.allocateDirect(pages * PageRange.PAGE).order(ByteOrder.nativeOrder());
    for (int page = 0; page < pages; page++) {
      Random random = new Random(address / PageRange.PAGE + page);
      for (int i = 0; i < PageRange.PAGE / Long.BYTES; i++) {
        content.putLong(random.nextLong());
      }
    }
    return content.flip();
  }

  /** The sum of the longs of each page, as the test's task tells it. */
  static List<Long> sums(long address, int pages) {
    List<Long> sums = new ArrayList<>();
    for (int page = 0; page < pages; page++) {
      ByteBuffer content =
          content(address + (long) page * PageRange.PAGE, 1).order(ByteOrder.nativeOrder());
      long sum = 0;
      while (content.hasRemaining()) {
        sum += content.getLong();
      }
      sums.add(sum);
    }
    return sums;
  }

  static List<Long> zeros(int pages) {
    return java.util.Collections.nCopies(pages, 0L);
  }
}
