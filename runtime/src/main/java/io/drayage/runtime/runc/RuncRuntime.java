package io.drayage.runtime.runc;

import io.drayage.platform.json.Json;
import io.drayage.platform.process.Subprocess;
import io.drayage.platform.process.SubprocessException;
import io.drayage.platform.retry.Retry;
import io.drayage.runtime.ContainerRuntime;
import io.drayage.runtime.PreparedCheckpoint;
import io.drayage.runtime.PreparedRestore;
import io.drayage.runtime.Provisions;
import io.drayage.runtime.Resumption;
import io.drayage.runtime.RuntimeFacts;
import io.drayage.runtime.RuntimeFailure;
import io.drayage.runtime.RuntimeStatus;
import io.drayage.runtime.RuntimeStatus.Phase;
import io.drayage.runtime.Workload;
import io.drayage.runtime.criu.CriuLog;
import io.drayage.runtime.criu.CriuOptions;
import io.drayage.runtime.criu.ExternalMounts;
import io.drayage.runtime.criu.NamedPipe;
import io.drayage.runtime.criu.RestoreHold;
import io.drayage.runtime.criu.WaitingDump;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Containers by runc with conmon as monitor, checkpointed and restored by CRIU.
 *
 * <p>runc creates containers; dumps and restores are CRIU's own, so that nothing has to start while
 * a container stands still. A checkpoint keeps the control group frozen throughout, so that CRIU
 * cannot let the source run on by itself; only {@link #thaw} does.
 */
public final class RuncRuntime implements ContainerRuntime {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Runc runc;
  private final Conmon conmon;
  private final Clock clock;
  private final Path seccompFile;
  private final Path logs;
  private final String criu;

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
    this.criu = Programs.find("criu");
    this.seccompFile = SeccompProfile.DISTRIBUTION_FILE;
  }

  @Override
  public RuntimeFacts probe() {
    return Probe.look();
  }

  @Override
  public void start(Workload workload) {
    writeBundle(workload);
    try (EventPipe events = EventPipe.create(workload.scratch().resolve("events"))) {
      conmon.create(workload, events);
      var outcome = Conmon.Outcome.parse(events.next("creating the container", START_LIMIT));
      if (!outcome.succeeded()) {
        runc.deleteByForce(workload.name());
        throw new RuntimeFailure(
            "container %s did not start: %s; correct its command or image"
                .formatted(workload.name(), RuncMessage.tidy(outcome.message())));
      }
      Stdio.of(outcome.pid()).write(Stdio.file(workload.scratch()));
      runc.start(workload.name());
    } catch (IOException e) {
      runc.deleteByForce(workload.name());
      throw new UncheckedIOException("container %s did not start".formatted(workload.name()), e);
    } catch (SubprocessException e) {
      runc.deleteByForce(workload.name());
      throw new RuntimeFailure(
          "container %s did not start: %s".formatted(workload.name(), e.getMessage()), e);
    }
  }

  @Override
  public Optional<RuntimeStatus> status(String cgroup, Path scratch) {
    var group = new ControlGroup(cgroup);
    try {
      if (!group.exists()) {
        return Optional.empty();
      }
      if (group.tasks().isEmpty()) {
        boolean ending = Conmon.isToNoteExit(scratch, group.name());
        return Optional.of(new RuntimeStatus(ending ? Phase.ENDING : Phase.ENDED, 0));
      }
      Phase phase = group.isFrozen() ? Phase.FROZEN : Phase.RUNNING;
      if (Files.exists(verdictPipe(scratch)) && !RestoreHold.wasLetRun(scratch)) {
        phase = Phase.HELD;
      }
      return Optional.of(new RuntimeStatus(phase, Conmon.pid(scratch)));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // it has just gone
    } catch (IOException e) {
      throw new RuntimeFailure(
          "the state of control group %s cannot be read: %s".formatted(cgroup, e.getMessage()), e);
    }
  }

  @Override
  public void stop(Workload workload, Duration grace) {
    first(workload).ifPresent(ProcessHandle::destroy);
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
    var group = new ControlGroup(workload.cgroup());
    try {
      if (!group.kill()) {
        throw new RuntimeFailure(
            "container %s cannot be removed: a task of it does not end".formatted(workload.name()));
      }
      if (runc.knows(workload.name())) {
        Subprocess.Result result = runc.deleteByForce(workload.name());
        if (!result.succeeded()) {
          throw new RuntimeFailure(
              "container %s cannot be removed: %s"
                  .formatted(workload.name(), RuncMessage.tidy(result.stderr())));
        }
      }
      group.remove();
    } catch (IOException e) {
      throw new RuntimeFailure(
          "container %s cannot be removed: %s".formatted(workload.name(), e.getMessage()), e);
    }
  }

  @Override
  public void freeze(Workload workload) {
    try {
      var group = new ControlGroup(workload.cgroup());
      if (!group.freeze()) {
        throw new RuntimeFailure(
            "container %s cannot be frozen: a task of it does not stop".formatted(workload.name()));
      }
      if (!group.leaveVfork()) {
        throw new RuntimeFailure(
            "container %s cannot be frozen: a task of it stays in vfork(2), as its child neither executes a program nor ends; try again when it has"
                .formatted(workload.name()));
      }
    } catch (IOException e) {
      throw new RuntimeFailure(
          "container %s cannot be frozen: %s".formatted(workload.name(), e.getMessage()), e);
    }
  }

  @Override
  public void thaw(Workload workload) {
    try {
      new ControlGroup(workload.cgroup()).thaw();
    } catch (IOException e) {
      throw new RuntimeFailure(
          "container %s cannot be thawed: %s".formatted(workload.name(), e.getMessage()), e);
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
  public PreparedCheckpoint prepareCheckpoint(Workload workload, Path images) {
    CriuOptions options = options(workload, images, "dump");
    var command = new ArrayList<>(List.of(criu));
    try {
      command.addAll(
          options.dump(
              Conmon.pid(workload.scratch()), new ControlGroup(workload.cgroup()).directory()));
      var dump = WaitingDump.start(command, workload.network(), CleanEnvironment::of);
      return new RuncCheckpoint(this, workload, options, dump);
    } catch (IOException e) {
      throw new RuntimeFailure(
          "a checkpoint of %s cannot be prepared: %s".formatted(workload.name(), e.getMessage()),
          e);
    }
  }

  @Override
  public PreparedRestore prepareRestore(Workload workload, Path images) {
    writeBundle(workload);
    Placeholder.leaveGroup(runc, workload);
    CriuOptions options = options(workload, images, "restore");
    EventPipe events = EventPipe.create(workload.scratch().resolve("events"));
    NamedPipe verdict = NamedPipe.create(verdictPipe(workload.scratch()));
    RestoreHold hold =
        RestoreHold.create(workload.directory(), workload.scratch(), verdict, events.path());
    NamedPipe gate = NamedPipe.create(workload.scratch().resolve("restore-gate"));
    var restore = new RuncRestore(this, workload, options, hold, gate, events);
    try {
      Path script = WaitingRestore.write(criu, workload, options, hold, gate.path());
      conmon.restore(workload, events, images, script);
      return restore;
    } catch (RuntimeException e) {
      restore.close();
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

  @Override
  public Provisions provisions(Workload workload) {
    try {
      Stdio stdio = Stdio.read(Stdio.file(workload.scratch()));
      return new Provisions(
          externalMounts(workload).keySet(), new HashSet<>(List.of(stdio.out(), stdio.err())));
    } catch (IOException e) {
      throw new RuntimeFailure(
          "the monitor's pipes of %s are not known: %s".formatted(workload.name(), e.getMessage()),
          e);
    }
  }

  private static Map<String, Path> externalMounts(Workload workload) {
    var mounts = new HashMap<String, Path>();
    OciSpec.MASKED.forEach(path -> mounts.put(path, Path.of("/dev/null")));
    workload.mounts().forEach(mount -> mounts.put(mount.target(), mount.source()));
    return mounts;
  }

  private CriuOptions options(Workload workload, Path images, String directory) {
    return new CriuOptions(
        images,
        emptyDirectory(workload.scratch().resolve(directory)),
        workload.root(),
        new ExternalMounts(externalMounts(workload)));
  }

  /** The first process, if it lives: an id that went to somebody else's process is none. */
  private Optional<ProcessHandle> first(Workload workload) {
    long pid = Conmon.pid(workload.scratch());
    return tasks(workload).stream().anyMatch(task -> task == pid)
        ? ProcessHandle.of(pid)
        : Optional.empty();
  }

  private static Path verdictPipe(Path scratch) {
    return scratch.resolve("verdict");
  }

  private boolean hasEnded(Workload workload) {
    return status(workload.cgroup(), workload.scratch())
        .map(status -> status.phase() == Phase.ENDED || status.phase() == Phase.ENDING)
        .orElse(true);
  }

  private void writeBundle(Workload workload) {
    var spec = OciSpec.of(workload, SeccompProfile.read(seccompFile, OciSpec.CAPABILITIES));
    try {
      Files.createDirectories(workload.scratch());
      Files.writeString(workload.directory().resolve("config.json"), Json.writeIndented(spec));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "bundle of %s cannot be written".formatted(workload.name()), e);
    }
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
