package io.drayage.transfer.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PageSetTest {
  private static final int PAGES = 3000;

  private static PageRun run(long page, int pages) {
    return new PageRun(1, page * PageRun.PAGE, pages);
  }

  /** Against a set of numbers, with ranges that cross words and chunks. */
  @Test
  void operationsInAnyOrderLeaveTheSamePagesAsInAPlainSet() {
    long seed = Long.getLong("drayage.pageset.seed", System.nanoTime());
    System.out.println("PageSetTest: drayage.pageset.seed=" + seed);
    var random = new Random(seed);
    var set = new PageSet();
    var model = new TreeSet<Long>();
    for (int i = 0; i < 3000; i++) {
      long first = random.nextInt(PAGES);
      int pages = 1 + random.nextInt(random.nextInt(3) == 0 ? 1200 : 5);
      var run = run(first, pages);
      switch (random.nextInt(3)) {
        case 0 -> {
          set.add(run);
          for (long page = first; page < first + pages; page++) {
            model.add(page);
          }
        }
        case 1 -> {
          set.remove(run);
          for (long page = first; page < first + pages; page++) {
            model.remove(page);
          }
        }
        default -> {
          for (boolean contained : new boolean[] {true, false}) {
            var pieces = new TreeSet<Long>();
            long behind = -1;
            for (PageRun part : set.parts(run, contained)) {
              assertThat(part.address() / PageRun.PAGE).as("in order").isGreaterThan(behind);
              behind = part.end() / PageRun.PAGE;
              for (long page = part.address() / PageRun.PAGE; page < behind; page++) {
                pieces.add(page);
              }
            }
            var expected = new TreeSet<Long>();
            for (long page = first; page < first + pages; page++) {
              if (model.contains(page) == contained) {
                expected.add(page);
              }
            }
            assertThat(pieces).as("seed %d", seed).isEqualTo(expected);
          }
        }
      }
      assertThat(set.size()).as("seed %d", seed).isEqualTo(model.size());
      long any = random.nextInt(PAGES + 1300);
      assertThat(set.contains(1, any * PageRun.PAGE)).isEqualTo(model.contains(any));
    }
    long listed = set.runs(1).stream().mapToLong(PageRun::pages).sum();
    assertThat(listed).isEqualTo(model.size());
    assertThat(set.runs(1)).allSatisfy(r -> assertThat(set.parts(r, true)).containsExactly(r));
  }

  @Test
  void neighbouringPagesAreOneRunAcrossChunks() {
    var set = new PageSet();
    set.add(run(510, 4));
    set.add(run(514, 600));
    assertThat(set.runs(1)).containsExactly(run(510, 604));
    assertThat(set.parts(run(0, 2000), false)).containsExactly(run(0, 510), run(1114, 886));
    assertThat(set.parts(run(0, 2000), true)).containsExactly(run(510, 604));
  }

  @Test
  void tasksAreKeptApart() {
    var set = new PageSet();
    set.add(new PageRun(2, 0, 3));
    set.add(new PageRun(1, 0, 1));
    assertThat(set.tasks()).isEqualTo(List.of(1, 2));
    assertThat(set.contains(1, PageRun.PAGE)).isFalse();
    set.removeTask(2);
    assertThat(set.size()).isEqualTo(1);
    assertThat(set.runs(2)).isEmpty();
    assertThat(set.parts(new PageRun(9, 0, 4), false)).containsExactly(new PageRun(9, 0, 4));
  }

  @Test
  void runsLongerThanOneMayBeAreCut() {
    var set = new PageSet();
    int most = 1 << 20;
    set.add(new PageRun(1, 0, most));
    set.add(new PageRun(1, most * (long) PageRun.PAGE, 5));
    assertThat(set.runs(1))
        .containsExactly(new PageRun(1, 0, most), new PageRun(1, most * (long) PageRun.PAGE, 5));
  }
}
