package io.drayage.transfer.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageRunTest {
  private static final long LAST = Long.MAX_VALUE & -4096L;

  @Test
  void whatIsNoRunIsRefused() {
    for (List<Long> bad :
        List.of(
            List.of(0L, 0L, 1L),
            List.of(-1L, 0L, 1L),
            List.of(1L, 1L, 1L),
            List.of(1L, -4096L, 1L),
            List.of(1L, 0L, 0L),
            List.of(1L, 0L, -1L),
            List.of(1L, LAST, 1L))) {
      assertThatThrownBy(
              () -> new PageRun(bad.get(0).intValue(), bad.get(1), bad.get(2).intValue()))
          .as("%s", bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new PageRun(1, LAST - 4096, 1).end()).isEqualTo(LAST);
    assertThat(new PageRun(1, 0, Integer.MAX_VALUE).bytes()).isEqualTo(Integer.MAX_VALUE * 4096L);
  }

  @Test
  void whatIsNoRangeIsRefused() {
    for (long[] bad : new long[][] {{1, 1}, {-4096, 1}, {0, 0}, {0, -1}, {4096, 1L << 52}}) {
      assertThatThrownBy(() -> new PageRange(bad[0], bad[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(PageRange.between(4096, 12288)).isEqualTo(new PageRange(4096, 2));
    assertThat(new PageRange(4096, 2).end()).isEqualTo(12288);
  }
}
