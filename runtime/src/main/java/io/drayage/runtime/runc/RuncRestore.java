package io.drayage.runtime.runc;

import io.drayage.runtime.HeldRestore;
import io.drayage.runtime.LazyPages;
import io.drayage.runtime.PreparedRestore;
import io.drayage.runtime.Resumption;
import io.drayage.runtime.RuntimeFailure;
import io.drayage.runtime.Workload;
import io.drayage.runtime.criu.CriuOptions;
import io.drayage.runtime.criu.LastOptions;
import io.drayage.runtime.criu.NamedPipe;
import io.drayage.runtime.criu.RestoreHold;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A restore by a CRIU that waits to begin, and that holds the tasks at {@code post-restore}. */
final class RuncRestore implements PreparedRestore, HeldRestore {
  private static final Logger LOG = LoggerFactory.getLogger(RuncRestore.class);
  private static final Duration RESTORE_LIMIT = Duration.ofMinutes(10);
  private static final Duration RESUME_LIMIT = Duration.ofSeconds(30);

  private final RuncRuntime runtime;
  private final Workload workload;
  private final CriuOptions options;
  private final RestoreHold hold;
  private final NamedPipe gate;
  private final EventPipe events;

  RuncRestore(
      RuncRuntime runtime,
      Workload workload,
      CriuOptions options,
      RestoreHold hold,
      NamedPipe gate,
      EventPipe events) {
    this.runtime = runtime;
    this.workload = workload;
    this.options = options;
    this.hold = hold;
    this.gate = gate;
    this.events = events;
  }

  @Override
  public HeldRestore begin(Duration lease, LazyPages pages) {
    try {
      pages.listen(options.work().resolve(CriuOptions.LAZY_SOCKET));
      Stdio stdio = Stdio.read(Stdio.image(options.images()));
      hold.expireAfter(lease);
      gate.write(
          LastOptions.text(
              options.beginRestore(
                  Map.of(WaitingRestore.STDOUT, stdio.out(), WaitingRestore.STDERR, stdio.err()))));
      String first = next("restoring container " + workload.name(), RESTORE_LIMIT);
      if (!first.equals(RestoreHold.HELD)) {
        throw failure("restored", Conmon.Outcome.parse(first).message());
      }
      return this;
    } catch (IOException e) {
      giveUp();
      throw new RuntimeFailure(
          "container %s cannot be restored: %s".formatted(workload.name(), e.getMessage()), e);
    } catch (RuntimeException e) {
      giveUp();
      throw e;
    }
  }

  @Override
  public Resumption run() {
    hold.run();
    var outcome = Conmon.Outcome.parse(next("resuming the container", RESUME_LIMIT));
    close();
    if (outcome.succeeded()) {
      return Resumption.RUNS;
    }
    LOG.warn("{}", failure("resumed", outcome.message()).getMessage());
    runtime.remove(workload);
    return runtime.resumption(workload);
  }

  @Override
  public void abandon() {
    try {
      hold.abandon();
      String _ = next("killing the held tasks", RESUME_LIMIT);
    } finally {
      giveUp();
    }
  }

  @Override
  public void close() {
    gate.close();
    hold.close();
    events.close();
  }

  /** CRIU and the tasks are all in the container's control group: an empty one says no more. */
  private String next(String awaited, Duration longest) {
    return events.next(awaited, longest, () -> !runtime.tasks(workload).isEmpty());
  }

  private void giveUp() {
    close();
    runtime.remove(workload);
  }

  private RuntimeFailure failure(String verb, String stderr) {
    Path log = options.work().resolve(CriuOptions.RESTORE_LOG);
    return runtime.criuFailure(workload, verb, log, stderr);
  }
}
