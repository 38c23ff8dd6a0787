package io.drayage.transfer.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.transfer.page.PageRange;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PageRunsTest {
  private static final int PAGES = 200;

  static LongStream seeds() {
    long first = new Random().nextInt(1_000_000);
    System.out.println("seeds from " + first);
    return LongStream.range(first, first + 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isASetOfPages(long seed) {
    var random = new Random(seed);
    var runs = new PageRuns();
    var others = new PageRuns();
    var expected = new BitSet();
    var expectedOthers = new BitSet();
    for (int i = random.nextInt(20); i > 0; i--) {
      add(random, runs, expected);
      add(random, others, expectedOthers);
    }
    assertThat(bits(runs.normalised())).isEqualTo(expected);
    PageRuns left = runs.normalised().minus(others.normalised());
    expected.andNot(expectedOthers);
    assertThat(bits(left)).isEqualTo(expected);
    assertThat(left.ranges().stream().mapToLong(PageRange::pages).sum())
        .isEqualTo(expected.cardinality());
  }

  private static void add(Random random, PageRuns runs, BitSet bits) {
    int start = random.nextInt(PAGES);
    int end = start + random.nextInt(20);
    runs.add(start * 4096L, end * 4096L);
    bits.set(start, end);
  }

  private static BitSet bits(PageRuns runs) {
    var bits = new BitSet();
    for (int run = 0; run < runs.count(); run++) {
      int start = (int) (runs.start(run) / 4096);
      int end = (int) (runs.end(run) / 4096);
      assertThat(bits.get(start, end).isEmpty()).as("no page twice").isTrue();
      bits.set(start, end);
    }
    return bits;
  }
}
