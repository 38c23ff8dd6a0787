package io.drayage.runtime.runc;

import io.drayage.platform.json.Json;
import io.drayage.platform.process.Subprocess;
import io.drayage.platform.process.SubprocessException;
import io.drayage.platform.retry.Retry;
import io.drayage.runtime.ContainerRuntime;
import io.drayage.runtime.HeldRestore;
import io.drayage.runtime.LazyPages;
import io.drayage.runtime.Resumption;
import io.drayage.runtime.RuntimeFacts;
import io.drayage.runtime.RuntimeFailure;
import io.drayage.runtime.RuntimeStatus;
import io.drayage.runtime.RuntimeStatus.Phase;
import io.drayage.runtime.Workload;
import io.drayage.runtime.criu.CriuLog;
import io.drayage.runtime.criu.CriuSettings;
import io.drayage.runtime.criu.RestoreHold;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Containers by runc with conmon as monitor, checkpointed and restored by CRIU.
 *
 * <p>A checkpoint keeps the freezer cgroup frozen throughout, so that CRIU cannot let the source
 * run on by itself; only {@link #thaw} does.
 */
public final class RuncRuntime implements ContainerRuntime {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration RESTORE_LIMIT = Duration.ofMinutes(10);

  /** CRIU's name for the socket, in its work directory. */
  private static final String LAZY_SOCKET = "lazy-pages.socket";

  private final Runc runc;
  private final Conmon conmon;
  private final Clock clock;
  private final Path seccompFile;
  private final Path logs;
  private final Map<String, LazyDump> dumps = new ConcurrentHashMap<>();

  /**
   * A driver that finds its programs on the path.
   *
   * @param logs directory on disk where CRIU's logs of failures are kept
   * @param clock names those logs
   */
  public RuncRuntime(Path logs, Clock clock) {
    this.logs = logs;
    this.clock = clock;
    this.runc = new Runc(Programs.find("runc"));
    this.conmon = new Conmon(runc.program());
    this.seccompFile = SeccompProfile.DISTRIBUTION_FILE;
  }

  @Override
  public RuntimeFacts probe() {
    return Probe.look();
  }

  @Override
  public void start(Workload workload) {
    writeBundle(workload);
    CriuSettings.writeForDump(settingsFile(workload));
    try (EventPipe events = EventPipe.create(workload.scratch().resolve("events"))) {
      conmon.create(workload, events);
      var outcome = Conmon.Outcome.parse(events.next("creating the container", START_LIMIT));
      if (!outcome.succeeded()) {
        runc.deleteByForce(workload.name());
        throw new RuntimeFailure(
            "container %s did not start: %s; correct its command or image"
                .formatted(workload.name(), RuncMessage.tidy(outcome.message())));
      }
      runc.start(workload.name());
    } catch (SubprocessException e) {
      runc.deleteByForce(workload.name());
      throw new RuntimeFailure(
          "container %s did not start: %s".formatted(workload.name(), e.getMessage()), e);
    }
  }

  @Override
  public Optional<RuntimeStatus> status(String name, Path scratch) {
    return runc.state(name)
        .map(state ->
            switch (state.status()) {
              case "created", "running" ->
                  new RuntimeStatus(
                      Files.exists(Conmon.pidFile(scratch)) ? Phase.RUNNING : Phase.HELD,
                      state.pid(),
                      0);
              case "paused" -> new RuntimeStatus(Phase.FROZEN, state.pid(), 0);
              default -> new RuntimeStatus(Phase.ENDED, 0, 0);
            });
  }

  @Override
  public void stop(Workload workload, Duration grace) {
    runc.kill(workload.name(), "TERM");
    try {
      Retry.within(grace)
          .pausing(Duration.ofMillis(20), Duration.ofMillis(200))
          .call(
              clock,
              () -> {
                if (!hasEnded(workload)) {
                  throw new IllegalStateException("still running");
                }
                return true;
              });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // Its grace is over: what follows kills it.
    }
    remove(workload);
  }

  @Override
  public void remove(Workload workload) {
    endDump(workload);
    Subprocess.Result result = runc.deleteByForce(workload.name());
    if (runc.state(workload.name()).isPresent()) {
      throw new RuntimeFailure(
          "container %s cannot be removed: %s"
              .formatted(workload.name(), RuncMessage.tidy(result.stderr())));
    }
  }

  @Override
  public void freeze(Workload workload) {
    try {
      if (!new ControlGroup(workload.cgroup()).freeze()) {
        throw new RuntimeFailure(
            "container %s cannot be frozen: a task of it does not stop".formatted(workload.name()));
      }
    } catch (IOException e) {
      throw new RuntimeFailure(
          "container %s cannot be frozen: %s".formatted(workload.name(), e.getMessage()), e);
    }
  }

  @Override
  public void thaw(Workload workload) {
    endDump(workload);
    Subprocess.Result result = runc.resume(workload.name());
    if (!result.succeeded() && !hasPhase(workload, Phase.RUNNING)) {
      throw new RuntimeFailure(
          "container %s cannot be thawed: %s"
              .formatted(workload.name(), RuncMessage.tidy(result.stderr())));
    }
  }

  @Override
  public void throttle(Workload workload, double share) {
    try {
      new ControlGroup(workload.cgroup()).limitProcessors(share);
    } catch (IOException e) {
      throw new RuntimeFailure(
          "container %s cannot be slowed down: %s".formatted(workload.name(), e.getMessage()), e);
    }
  }

  @Override
  public List<Integer> tasks(Workload workload) {
    try {
      return new ControlGroup(workload.cgroup()).tasks();
    } catch (IOException e) {
      throw new RuntimeFailure(
          "processes of %s cannot be listed: %s".formatted(workload.name(), e.getMessage()), e);
    }
  }

  @Override
  public void checkpoint(Workload workload, Path images) {
    CriuSettings.writeForDump(settingsFile(workload));
    Path work = emptyDirectory(workload.scratch().resolve("dump"));
    LazyDump dump = LazyDump.start(runc, workload.name(), images, work);
    dumps.put(workload.name(), dump);
    if (!dump.awaitImages()) {
      throw criuFailure(workload, "checkpointed", work.resolve("dump.log"), dump.stderr());
    }
  }

  @Override
  public HeldRestore restoreHeld(Workload workload, Path images, Duration lease, LazyPages pages) {
    writeBundle(workload);
    Path work = emptyDirectory(workload.scratch().resolve("restore"));
    EventPipe events = EventPipe.create(workload.scratch().resolve("events"));
    Path verdict = workload.scratch().resolve("verdict");
    EventPipe.makeFifo(verdict);
    RestoreHold hold =
        RestoreHold.create(workload.directory(), workload.scratch(), verdict, events.path(), lease);
    CriuSettings.writeForRestore(settingsFile(workload), hold);
    Path log = work.resolve("restore.log");
    var held = new RuncHeldRestore(this, workload, hold, events, log);
    try {
      pages.listen(work.resolve(LAZY_SOCKET));
      conmon.restore(workload, events, images, work);
      String first = events.next("restoring container " + workload.name(), RESTORE_LIMIT);
      if (!first.equals(RestoreHold.HELD)) {
        throw criuFailure(workload, "restored", log, Conmon.Outcome.parse(first).message());
      }
      return held;
    } catch (RuntimeException e) {
      held.close();
      remove(workload);
      throw e;
    }
  }

  @Override
  public Resumption resumption(Workload workload) {
    if (!RestoreHold.wasLetRun(workload.scratch())) {
      return Resumption.NEVER_RAN;
    }
    return hasEnded(workload) ? Resumption.ENDED : Resumption.RUNS;
  }

  /** Explains a failed dump or restore, and keeps CRIU's log on disk. */
  RuntimeFailure criuFailure(Workload workload, String verb, Path log, String stderr) {
    String why = CriuLog.explain(log).orElseGet(() -> "runc says: " + RuncMessage.tidy(stderr));
    String message = "container %s cannot be %s: %s".formatted(workload.name(), verb, why);
    if (!Files.exists(log)) {
      return new RuntimeFailure(message);
    }
    Path kept = logs.resolve("%s-%s-%d.log".formatted(workload.name(), verb, clock.millis()));
    try {
      Files.createDirectories(logs);
      Files.copy(log, kept, StandardCopyOption.REPLACE_EXISTING);
      return new RuntimeFailure(message, kept);
    } catch (IOException e) {
      return new RuntimeFailure(message + "; its log could not be kept", e);
    }
  }

  /** A dump lets go of its tasks only at its end, which comes after the images are there. */
  private void endDump(Workload workload) {
    LazyDump dump = dumps.remove(workload.name());
    if (dump != null) {
      dump.awaitEnd();
    }
  }

  private boolean hasPhase(Workload workload, Phase phase) {
    return status(workload.name(), workload.scratch())
        .map(status -> status.phase() == phase)
        .orElse(false);
  }

  private boolean hasEnded(Workload workload) {
    return status(workload.name(), workload.scratch())
        .map(status -> status.phase() == Phase.ENDED)
        .orElse(true);
  }

  private void writeBundle(Workload workload) {
    var spec =
        OciSpec.of(
            workload,
            SeccompProfile.read(seccompFile, OciSpec.CAPABILITIES),
            settingsFile(workload).toString());
    try {
      Files.createDirectories(workload.scratch());
      Files.writeString(workload.directory().resolve("config.json"), Json.writeIndented(spec));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "bundle of %s cannot be written".formatted(workload.name()), e);
    }
  }

  private static Path settingsFile(Workload workload) {
    return workload.scratch().resolve("criu.conf");
  }

  private static Path emptyDirectory(Path directory) {
    try {
      if (Files.exists(directory)) {
        Subprocess.of("rm", "-rf", directory.toString()).runOrThrow();
      }
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("directory %s cannot be made".formatted(directory), e);
    }
  }
}
