package io.drayage.bench.memory;

import io.drayage.bench.host.AgentWatch;
import io.drayage.bench.host.BenchLab;
import io.drayage.bench.mover.Cell;
import io.drayage.bench.mover.Mover;
import io.drayage.bench.mover.MoverException;
import io.drayage.bench.mover.Placed;
import io.drayage.bench.mover.Timings;
import io.drayage.bench.probe.Heartbeat;
import io.drayage.bench.report.AgentMemory;
import io.drayage.bench.report.Sample;
import io.drayage.bench.workload.Client;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** One move of one workload by one mover, measured from outside and checked afterwards. */
final class MoveTrial {
  private static final Duration READY = Duration.ofMinutes(2);
  private static final Duration ANSWERS = Duration.ofSeconds(20);
  private static final long BEATS_BEFORE = 400;
  private static final long BEATS_AFTER = 100;

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
      Client client = cell.client(placed.address());
      client.awaitReady(READY);
      try (Heartbeat heartbeat = Heartbeat.start(placed.address(), client.beat())) {
        await(heartbeat, BEATS_BEFORE, "before the move");
        client.remember();
        Duration _ = heartbeat.restart();
        long sentBefore = lab.bytesSent();
        Optional<AgentMemory> agents = Optional.empty();
        Timings timings;
        if (mover.byAgents()) {
          try (AgentWatch watch = lab.watchAgents()) {
            timings = placed.move();
            agents = Optional.of(watch.stop());
          }
        } else {
          timings = placed.move();
        }
        long sent = lab.bytesSent() - sentBefore;
        await(heartbeat, BEATS_AFTER, "after the move (" + timings + ")");
        Duration gap = heartbeat.longest();
        verify(client);
        return new Sample(
            gap.toNanos() / 1e6, timings.frozenMillis(), timings.totalMillis(), sent, agents);
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

  private static void verify(Client client) throws IOException {
    Optional<String> fault = client.fault();
    if (fault.isPresent()) {
      throw new MoverException("MEMORY IS WRONG after the move: " + fault.get());
    }
  }
}
