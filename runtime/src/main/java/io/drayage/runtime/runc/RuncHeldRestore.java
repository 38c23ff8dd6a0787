package io.drayage.runtime.runc;

import io.drayage.runtime.HeldRestore;
import io.drayage.runtime.Resumption;
import io.drayage.runtime.Workload;
import io.drayage.runtime.criu.RestoreHold;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A restore that CRIU holds at {@code post-restore}. */
final class RuncHeldRestore implements HeldRestore {
  private static final Logger LOG = LoggerFactory.getLogger(RuncHeldRestore.class);
  private static final Duration RESUME_LIMIT = Duration.ofSeconds(30);

  private final RuncRuntime runtime;
  private final Workload workload;
  private final RestoreHold hold;
  private final EventPipe events;
  private final Path log;

  RuncHeldRestore(
      RuncRuntime runtime, Workload workload, RestoreHold hold, EventPipe events, Path log) {
    this.runtime = runtime;
    this.workload = workload;
    this.hold = hold;
    this.events = events;
    this.log = log;
  }

  @Override
  public Resumption run() {
    hold.run();
    var outcome = Conmon.Outcome.parse(events.next("resuming the container", RESUME_LIMIT));
    close();
    if (outcome.succeeded()) {
      return Resumption.RUNS;
    }
    LOG.warn("{}", runtime.criuFailure(workload, "resumed", log, outcome.message()).getMessage());
    runtime.remove(workload);
    return runtime.resumption(workload);
  }

  @Override
  public void abandon() {
    try {
      hold.abandon();
      events.next("killing the held tasks", RESUME_LIMIT);
    } finally {
      runtime.remove(workload);
      close();
    }
  }

  void close() {
    hold.close();
    events.close();
  }
}
