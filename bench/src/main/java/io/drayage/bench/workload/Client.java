package io.drayage.bench.workload;

import io.drayage.bench.probe.Beat;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What a workload is asked from outside before and after its move. One thread. */
public interface Client {
  /**
   * Waits until the workload answers and holds all its memory.
   *
   * @throws IOException when it does not within {@code limit}
   */
  void awaitReady(Duration limit) throws IOException, InterruptedException;

  /** The heartbeat that measures its gap. */
  Beat beat();

  /** Notes where it stands, to know later whether it fell back. */
  void remember() throws IOException;

  /**
   * What is wrong with its memory; empty when all of it is as it was written last.
   *
   * @throws IOException when it does not answer
   */
  Optional<String> fault() throws IOException;
}
