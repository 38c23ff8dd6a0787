package io.drayage.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.transfer.page.PageRun;
import io.drayage.transfer.stream.PageRequest;
import io.drayage.transfer.stream.StreamException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WantedPagesTest {
  private final WantedPages wanted = new WantedPages();

  private void add(boolean urgent, PageRun... runs) throws StreamException {
    wanted.add(new PageRequest(urgent, List.of(runs)));
  }

  private static PageRun run(int page, int pages) {
    return new PageRun(1, page * (long) PageRun.PAGE, pages);
  }

  @Test
  void whatATaskWaitsForGoesBetweenThePiecesOfALongRun() throws Exception {
    add(false, run(0, 100));
    assertThat(wanted.take()).contains(new WantedPages.Piece(run(0, 64), false));
    add(true, run(500, 2));
    assertThat(wanted.take()).contains(new WantedPages.Piece(run(500, 2), true));
    assertThat(wanted.take()).contains(new WantedPages.Piece(run(64, 36), false));
    assertThat(wanted.isEmpty()).isTrue();
  }

  @Test
  void equallyUrgentPagesGoInTheOrderInWhichTheyWereAsked() throws Exception {
    add(true, run(9, 1), run(3, 1));
    add(true, run(5, 1));
    for (int page : new int[] {9, 3, 5}) {
      assertThat(wanted.take()).contains(new WantedPages.Piece(run(page, 1), true));
    }
  }

  @Test
  void atTheEndNothingIsSentAnyMore() throws Exception {
    add(true, run(9, 1));
    wanted.end();
    assertThat(wanted.take()).isEmpty();
  }

  @Test
  void whoWaitsIsWokenByAWishAndByTheEnd() throws Exception {
    var taken = new java.util.concurrent.LinkedBlockingQueue<Boolean>();
    Thread taker =
        Thread.ofVirtual()
            .start(() -> {
              try {
                taken.add(wanted.take().isPresent());
                taken.add(wanted.take().isPresent());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    add(false, run(1, 1));
    assertThat(taken.take()).isTrue();
    wanted.end();
    assertThat(taken.take()).isFalse();
    taker.join();
  }

  @Test
  void moreWishesThanAnyDestinationHasAreRefused() {
    var many = new PageRequest(false, Collections.nCopies(1024, run(1, 1)));
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                wanted.add(many);
              }
            })
        .isInstanceOf(StreamException.class)
        .hasMessageContaining("too many pages");
  }
}
