package io.drayage.transfer.memory;

import static io.drayage.transfer.page.PageRange.PAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.transfer.page.PageRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageCacheTest {
  private static final long BASE = 0x7f0000000000L - 3L * PAGE; // begins within a chunk

  @TempDir private Path directory = Path.of("");

  private static long page(long number) {
    return BASE + number * PAGE;
  }

  private static PageRange range(long from, long pages) {
    return new PageRange(page(from), pages);
  }

  private static void put(PageCache cache, long from, int pages) throws Exception {
    cache.put(1, page(from), TestPages.content(page(from), pages));
  }

  @Test
  void missingIsWhatTheCheckpointListsAndNobodyPut() throws Exception {
    try (PageCache cache = PageCache.open(directory)) {
      put(cache, 0, 20);
      cache.putZero(1, page(30), 10);
      cache.invalidate(1, page(5), 2);
      cache.invalidate(1, page(35), 1);
      assertThat(cache.missing(1)).isEmpty();

      cache.seal(Map.of(1, List.of(range(0, 10), range(20, 30)), 2, List.of()));

      assertThat(cache.missing(1))
          .containsExactly(range(5, 2), range(20, 10), range(35, 1), range(40, 10));
      assertThat(cache.missingPages()).isEqualTo(23);
      assertThat(cache.heldPages()).as("pages not listed are dropped").isEqualTo(8 + 9);
      assertThat(cache.holds(1, page(0))).isTrue();
      assertThat(cache.holds(1, page(12))).isFalse();
      assertThat(cache.pids()).containsExactly(1, 2);
    }
  }

  @Test
  void clearedCacheHoldsNothingAndTakesPagesAnew() throws Exception {
    try (PageCache cache = PageCache.open(directory)) {
      put(cache, 0, 20);
      cache.putZero(2, page(30), 10);

      cache.clear();
      assertThat(cache.heldPages()).isZero();
      assertThat(cache.pids()).isEmpty();
      assertThat(directory).isEmptyDirectory();

      put(cache, 3, 2);
      cache.seal(Map.of(1, List.of(range(0, 10))));
      assertThat(cache.missing(1)).containsExactly(range(0, 3), range(5, 5));
      assertThatThrownBy(cache::clear).isInstanceOf(IllegalStateException.class);
      assertThat(cache.holds(1, page(3))).isTrue();
    }
  }

  @Test
  void afterTheSealOnlyMissingPagesAreTaken() throws Exception {
    try (PageCache cache = PageCache.open(directory)) {
      put(cache, 0, 5);
      cache.seal(Map.of(1, List.of(range(0, 10))));

      put(cache, 4, 1000);

      assertThat(cache.missingPages()).isZero();
      assertThat(cache.heldPages()).isEqualTo(10);
      assertThatThrownBy(() -> cache.put(9, page(0), TestPages.content(page(0), 1)))
          .hasMessageContaining("no task 9");
      assertThatThrownBy(() -> cache.invalidate(1, page(0), 1)).hasMessageContaining("sealed");
    }
  }

  @Test
  void whatItHasIsThereAfterACrash() throws Exception {
    PageCache crashed = PageCache.open(directory);
    put(crashed, 0, 3000);
    put(crashed, 200_000, 1);
    PageCache reopened = PageCache.open(directory);
    reopened.invalidate(1, page(100), 1);
    assertThat(reopened.heldPages()).isEqualTo(3000);
    reopened.seal(Map.of(1, List.of(range(0, 4000), range(200_000, 1))));

    try (PageCache sealed = PageCache.open(directory)) {
      assertThat(sealed.isSealed()).isTrue();
      assertThat(sealed.missing(1)).containsExactly(range(100, 1), range(3000, 1000));
    }
    crashed.close();
    reopened.close();
  }

  @Test
  void wipingLeavesNothing() throws Exception {
    PageCache cache = PageCache.open(directory.resolve("cache"));
    put(cache, 0, 5);
    cache.wipe();
    assertThat(Files.exists(directory.resolve("cache"))).isFalse();
  }

  @Test
  void itAgreesWithASimpleModelWhateverIsDone() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    BitSet held = new BitSet();
    BitSet lazy = new BitSet();
    try (PageCache cache = PageCache.open(directory)) {
      for (int i = 0; i < 300; i++) {
        int from = random.nextInt(4000);
        int pages = 1 + random.nextInt(300);
        switch (random.nextInt(3)) {
          case 0 -> put(cache, from, pages);
          case 1 -> cache.putZero(1, page(from), pages);
          default -> cache.invalidate(1, page(from), pages);
        }
        held.set(from, from + pages, !isInvalidation(cache, from));
      }
      List<PageRange> ranges = new ArrayList<>();
      for (int at = random.nextInt(50); at < 4500; at += 1 + random.nextInt(200)) {
        int pages = 1 + random.nextInt(400);
        ranges.add(range(at, pages));
        lazy.set(at, at + pages);
        at += pages;
      }
      cache.seal(Map.of(1, ranges));

      lazy.andNot(held);
      BitSet missing = new BitSet();
      for (PageRange range : cache.missing(1)) {
        int from = (int) ((range.start() - BASE) / PAGE);
        missing.set(from, from + (int) range.pages());
      }
      assertThat(missing).isEqualTo(lazy);
      assertThat(cache.missingPages()).isEqualTo(lazy.cardinality());
    }
  }

  private static boolean isInvalidation(PageCache cache, int from) {
    return !cache.holds(1, page(from));
  }
}
