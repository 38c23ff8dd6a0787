package io.drayage.bench.memory;

import io.drayage.bench.host.BenchLab;
import io.drayage.bench.mover.Cell;
import io.drayage.bench.mover.Mover;
import io.drayage.bench.mover.MoverException;
import io.drayage.bench.mover.Placed;
import io.drayage.bench.mover.Timings;
import io.drayage.bench.probe.Heartbeat;
import io.drayage.bench.probe.WorkloadClient;
import io.drayage.bench.report.Sample;
import java.io.IOException;
import java.time.Duration;

/** One move of one workload by one mover, measured from outside and checked afterwards. */
final class MoveTrial {
  private static final Duration READY = Duration.ofMinutes(1);
  private static final Duration ANSWERS = Duration.ofSeconds(20);
  private static final long BEATS_BEFORE = 400;
  private static final long BEATS_AFTER = 100;
  private static final int PAGES_OF_MIB = 256;

  private final BenchLab lab;

  MoveTrial(BenchLab lab) {
    this.lab = lab;
  }

  /**
   * Starts, moves, checks and removes the workload.
   *
   * @throws MoverException when it was not moved, a client's connection broke, or a page is wrong
   */
  Sample run(Mover mover, Cell cell) throws InterruptedException {
    try (Placed placed = mover.place(cell)) {
      var client = new WorkloadClient(placed.address());
      client.awaitReady(READY);
      try (Heartbeat heartbeat = Heartbeat.start(placed.address())) {
        await(heartbeat, BEATS_BEFORE, "before the move");
        WorkloadClient.Stats before = client.stats();
        Duration _ = heartbeat.restart();
        long sentBefore = lab.bytesSent();
        Timings timings = placed.move();
        long sent = lab.bytesSent() - sentBefore;
        await(heartbeat, BEATS_AFTER, "after the move (" + timings + ")");
        Duration gap = heartbeat.longest();
        verify(client, cell, before);
        return new Sample(gap.toNanos() / 1e6, timings.frozenMillis(), timings.totalMillis(), sent);
      }
    } catch (IOException e) {
      throw new MoverException("the workload cannot be asked: " + e.getMessage(), e);
    }
  }

  private static void await(Heartbeat heartbeat, long beats, String when)
      throws InterruptedException {
    if (!heartbeat.awaitAnswers(beats, ANSWERS)) {
      throw new MoverException(
          "%s the heartbeat is not answered any more: %s"
              .formatted(
                  when, heartbeat.failure().orElse("no answer in time, " + heartbeat.counts())));
    }
  }

  private static void verify(WorkloadClient client, Cell cell, WorkloadClient.Stats before)
      throws IOException {
    String answer = client.check();
    if (!answer.equals("ok " + (long) cell.memoryMiB() * PAGES_OF_MIB)) {
      throw new MoverException("MEMORY IS WRONG after the move: the workload says " + answer);
    }
    if (client.stats().written() < before.written()) {
      throw new MoverException("MEMORY IS WRONG after the move: it is older than before");
    }
  }
}
