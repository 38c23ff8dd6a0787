package io.drayage.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.transfer.page.PageRun;
import io.drayage.transfer.page.PageSet;
import io.drayage.transfer.stream.PageRequest;
import io.drayage.transfer.stream.RequestChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PageFetcherTest {
  private static final long BASE = 0x7000_0000L;

  private final PageSet missing = new PageSet();
  private final PageFetcher fetcher =
      new PageFetcher(
          () -> missing.tasks().stream().flatMap(t -> missing.runs(t).stream()).toList());

  /** Writes down what it is asked for, and refuses to be asked for a page twice. */
  private static final class Channel implements RequestChannel {
    final List<PageRequest> requests = new ArrayList<>();
    final PageSet asked = new PageSet();
    boolean broken;
    boolean done;

    @Override
    public void ask(PageRequest request) throws IOException {
      if (broken) {
        throw new IOException("cut");
      }
      assertThat(request.runs()).hasSizeBetween(1, 1024);
      for (PageRun run : request.runs()) {
        assertThat(asked.parts(run, true)).as("asked twice").isEmpty();
        asked.add(run);
      }
      requests.add(request);
    }

    @Override
    public void done() {
      done = true;
    }

    PageRequest last() {
      return requests.getLast();
    }
  }

  private static PageRun run(int page, int pages) {
    return new PageRun(1, BASE + page * (long) PageRun.PAGE, pages);
  }

  private void arrive(PageRun run) {
    missing.remove(run);
    fetcher.arrived(run);
  }

  @Test
  void nothingIsAskedInAdvanceBeforeTheTasksRun() {
    missing.add(run(0, 100));
    var channel = new Channel();
    fetcher.connected(channel);
    assertThat(channel.requests).isEmpty();
    fetcher.start();
    assertThat(channel.last()).isEqualTo(new PageRequest(false, List.of(run(0, 32))));
  }

  @Test
  void windowGrowsWhileNobodyWaitsAndFallsBackWhenATaskDoes() {
    missing.add(run(0, 20_000));
    var channel = new Channel();
    fetcher.connected(channel);
    fetcher.start();
    long largest = 0;
    for (int i = 0; i < 20; i++) {
      var asked = channel.last();
      for (PageRun part : asked.runs()) {
        arrive(part);
      }
      long pages = asked.runs().stream().mapToLong(PageRun::pages).sum();
      largest = Math.max(largest, pages);
      assertThat(pages).isLessThanOrEqualTo(1024);
    }
    assertThat(largest).isGreaterThan(256);

    int before = channel.requests.size();
    fetcher.urgent(1, run(19_999, 1).address());
    assertThat(channel.requests.get(before).urgent()).isTrue();
    long underWay = channel.asked.size() - (20_000 - missing.size());
    assertThat(underWay).isLessThanOrEqualTo(1024 + 16 + 32);
  }

  @Test
  void pageThatATaskWaitsForComesAtOnceWithThoseAroundIt() {
    missing.add(run(0, 5000));
    var channel = new Channel();
    fetcher.connected(channel);
    fetcher.start();
    fetcher.urgent(1, run(1003, 1).address());
    assertThat(channel.last()).isEqualTo(new PageRequest(true, List.of(run(992, 16))));
    int before = channel.requests.size();
    fetcher.urgent(1, run(1003, 1).address());
    assertThat(channel.requests).hasSize(before);
  }

  @Test
  void pageAskedForInAdvanceIsAskedForOnceMoreOnlyWhenATaskWaitsForIt() {
    missing.add(run(0, 32));
    var asked = new ArrayList<PageRequest>();
    fetcher.connected(
        new RequestChannel() {
          @Override
          public void ask(PageRequest request) {
            asked.add(request);
          }

          @Override
          public void done() {}
        });
    fetcher.start();
    fetcher.urgent(1, run(5, 1).address());
    assertThat(asked)
        .containsExactly(
            new PageRequest(false, List.of(run(0, 32))), new PageRequest(true, List.of(run(5, 1))));
  }

  @Test
  void newStreamIsAskedForAllThatIsMissingWhatIsWaitedForFirstAndNothingTwice() {
    missing.add(run(0, 200));
    var first = new Channel();
    fetcher.connected(first);
    fetcher.start();
    fetcher.urgent(1, run(150, 1).address());
    arrive(run(0, 10));
    first.broken = true;
    fetcher.urgent(1, run(60, 1).address()); // is not asked of anybody

    var second = new Channel();
    fetcher.connected(second);
    assertThat(second.requests.getFirst().urgent()).isTrue();
    assertThat(second.requests.getFirst().runs())
        .containsExactlyInAnyOrder(run(150, 1), run(60, 1));
    while (missing.size() > 0) {
      second.asked.runs(1).forEach(this::arrive);
    }
    assertThat(second.asked.size()).isEqualTo(190);
  }

  @Test
  void moreWaitingTasksThanOneFrameListsAreAllAskedForOnANewStream() {
    for (int i = 0; i < 3000; i++) {
      missing.add(run(100 * i, 1));
      fetcher.urgent(1, run(100 * i, 1).address());
    }
    var channel = new Channel();
    fetcher.connected(channel);
    assertThat(channel.asked.size()).isEqualTo(3000);
    assertThat(channel.requests).allMatch(PageRequest::urgent);
  }

  @Test
  void pagesWaitedForBeforeTheTasksRunAreNotAskedForAgainInAdvance() {
    missing.add(run(0, 64));
    var channel = new Channel();
    fetcher.connected(channel);
    fetcher.urgent(1, run(3, 1).address());
    fetcher.start();
    while (missing.size() > 0) {
      channel.asked.runs(1).forEach(this::arrive);
    }
    assertThat(channel.asked.size()).isEqualTo(64);
  }

  @Test
  void earlierStreamIsEndedByANewOneAndTheLastAtTheEnd() {
    var first = new Channel();
    var second = new Channel();
    fetcher.connected(first);
    fetcher.connected(second);
    assertThat(first.done).isTrue();
    assertThat(second.done).isFalse();
    fetcher.done();
    assertThat(second.done).isTrue();
  }

  /** Faults, arrivals and cuts in any order: in the end nothing is missing. */
  @Test
  void everythingArrivesWhateverTheOrderAndHoweverOftenTheStreamIsCut() {
    long seed = Long.getLong("drayage.fetcher.seed", System.nanoTime());
    System.out.println("PageFetcherTest: drayage.fetcher.seed=" + seed);
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      missing.add(
          run(random.nextInt(20_000), 1 + random.nextInt(random.nextInt(8) == 0 ? 500 : 3)));
    }
    fetcher.start();
    int steps = 0;
    while (missing.size() > 0) {
      assertThat(steps++).as("steps, seed %d", seed).isLessThan(1_000_000);
      var channel = new LenientChannel();
      fetcher.connected(channel);
      int life = 1 + random.nextInt(400);
      while (life-- > 0 && !channel.queue.isEmpty()) {
        arrive(channel.queue.remove(random.nextInt(channel.queue.size())));
        List<PageRun> left = missing.runs(1);
        if (random.nextInt(5) == 0 && !left.isEmpty()) {
          fetcher.urgent(1, left.get(random.nextInt(left.size())).address());
        }
      }
      if (life >= 0) {
        assertThat(missing.size()).as("it stalled, seed %d", seed).isZero();
      }
    }
  }

  private static final class LenientChannel implements RequestChannel {
    final List<PageRun> queue = new ArrayList<>();

    @Override
    public void ask(PageRequest request) {
      queue.addAll(request.runs());
    }

    @Override
    public void done() {
      queue.clear();
    }
  }
}
