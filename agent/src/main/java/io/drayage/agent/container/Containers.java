package io.drayage.agent.container;

import io.drayage.agent.container.ContainerRecord.Standing;
import io.drayage.agent.layer.LayerCache;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.container.ContainerState;
import io.drayage.model.container.HostEntry;
import io.drayage.model.container.Volume;
import io.drayage.network.host.ContainerNetwork;
import io.drayage.platform.process.Subprocess;
import io.drayage.runtime.ContainerRuntime;
import io.drayage.runtime.RuntimeStatus;
import io.drayage.runtime.Workload;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The containers of this host. Methods that change a container are called by the thread that holds
 * its lock; {@link #observe} may be called by any.
 */
public final class Containers {
  /**
   * What a container does on this host.
   *
   * @param state in the model's words
   * @param pid its first process's id; 0 when it does not run
   * @param exitCode what that process exited with; 0 while it runs
   */
  public record Observation(String name, ContainerState state, long pid, int exitCode) {}

  private final ContainerRuntime runtime;
  private final ContainerRecords records;
  private final LayerCache layers;
  private final String cgroupParent;

  /**
   * Containers run by one runtime.
   *
   * @param cgroupParent cgroup path below which each container gets its own
   */
  public Containers(
      ContainerRuntime runtime, ContainerRecords records, LayerCache layers, String cgroupParent) {
    this.runtime = runtime;
    this.records = records;
    this.layers = layers;
    this.cgroupParent = cgroupParent;
  }

  /** The runtime that drives them. */
  public ContainerRuntime runtime() {
    return runtime;
  }

  /** What this host knows about each. */
  public ContainerRecords records() {
    return records;
  }

  /** Those of the layers that this host would have to fetch. */
  public List<String> missingLayers(List<String> digests) {
    return layers.missing(digests);
  }

  /** A container's network on this host. */
  public ContainerNetwork network(ContainerSpec spec) {
    return ContainerNetwork.of(spec.name(), spec.address());
  }

  /** Starts a new container; when that fails nothing of it is left. */
  public void start(ContainerSpec spec, long epoch) {
    if (records.find(spec.name()).isPresent()) {
      throw new IllegalStateException(
          "container %s is on this host already; remove it first".formatted(spec.name()));
    }
    records.put(new ContainerRecord(spec, epoch, Standing.OWNED, ""));
    try {
      prepare(spec);
      network(spec).join();
      startPrepared(spec);
    } catch (RuntimeException e) {
      remove(spec);
      throw e;
    }
  }

  /** Starts the tasks of a container for which {@link #prepare} made everything else. */
  public void startPrepared(ContainerSpec spec) {
    IdentityFiles.write(spec, records.place(spec.name()).root());
    runtime.start(workload(spec));
  }

  /**
   * Replaces what a running container's {@code /etc/hosts} has beside itself.
   *
   * @throws IllegalStateException when this host may not run it now
   */
  public void updateHosts(ContainerRecord record, List<HostEntry> hosts) {
    ContainerSpec spec = record.spec().withHosts(hosts);
    if (record.standing() != Standing.OWNED) {
      throw new IllegalStateException(
          "container %s does not run here: its /etc/hosts stays as it is".formatted(spec.name()));
    }
    records.put(new ContainerRecord(spec, record.epoch(), record.standing(), record.migration()));
    IdentityFiles.rewriteHosts(spec, records.place(spec.name()).root());
  }

  /** Makes everything a container needs on this host but its tasks: root, volumes, cut network. */
  public void prepare(ContainerSpec spec) {
    ContainerPlace place = records.place(spec.name());
    List<Path> lower = layers.provide(spec.layers());
    try {
      Files.createDirectories(place.scratch());
      for (Volume volume : spec.volumes()) {
        Files.createDirectories(place.volume(volume.name()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("directories of %s cannot be made".formatted(spec.name()), e);
    }
    RootFileSystem.mount(spec, place, lower);
    network(spec).create();
  }

  /** Mounts a container's root. Harmless when it is. */
  public void mountRoot(ContainerSpec spec) {
    RootFileSystem.mount(spec, records.place(spec.name()), layers.provide(spec.layers()));
  }

  /**
   * Unmounts a container's root: overlayfs does not notice what is put into its writable layer from
   * outside. That writes the layer to disk, so it is not for a moment in which a container waits.
   */
  public void unmountRoot(ContainerSpec spec) {
    RootFileSystem.unmount(records.place(spec.name()));
  }

  /** Ends a container's processes and keeps its files. */
  public void stop(ContainerSpec spec, Duration grace) {
    records
        .find(spec.name())
        .ifPresent(record -> records.put(record.as(Standing.STOPPED, record.epoch(), "")));
    runtime.stop(workload(spec), grace);
    network(spec).destroy();
    RootFileSystem.unmount(records.place(spec.name()));
  }

  /** Removes everything of a container from this host, whatever state it is in. Repeatable. */
  public void remove(ContainerSpec spec) {
    ContainerPlace place = records.place(spec.name());
    // Nothing of a frozen copy may reach the network on its way out.
    network(spec).destroy();
    runtime.remove(workload(spec));
    RootFileSystem.unmount(place);
    deleteTree(place.scratch());
    deleteTree(place.home());
  }

  /** A container as the runtime sees it. */
  public Workload workload(ContainerSpec spec) {
    ContainerPlace place = records.place(spec.name());
    return new Workload(
        spec.name(),
        place.home(),
        place.scratch(),
        place.root(),
        spec.command(),
        spec.env(),
        spec.workdir(),
        ContainerUser.resolve(spec.user(), place.root()),
        spec.volumes().stream()
            .map(v -> new Workload.HostMount(place.volume(v.name()), v.path()))
            .toList(),
        spec.memoryBytes(),
        network(spec).file(),
        cgroup(spec),
        place.log());
  }

  /** What the runtime says about a container; empty when it has none of that name. */
  public Optional<RuntimeStatus> status(ContainerSpec spec) {
    return runtime.status(cgroup(spec), records.place(spec.name()).scratch());
  }

  private String cgroup(ContainerSpec spec) {
    return cgroupParent + "/" + spec.name();
  }

  /** What every container of this host does now. */
  public List<Observation> observe() {
    return records.all().stream().map(this::observe).toList();
  }

  private Observation observe(ContainerRecord record) {
    String name = record.spec().name();
    Optional<RuntimeStatus> status = status(record.spec());
    ContainerState state =
        switch (record.standing()) {
          case STOPPED -> ContainerState.STOPPED;
          case FROZEN, EXPECTED, RESUMING, STARTED -> ContainerState.FROZEN;
          case OWNED ->
              switch (status.map(RuntimeStatus::phase).orElse(RuntimeStatus.Phase.ENDED)) {
                // Told as ended without its exit code, it would seem to have ended well.
                case RUNNING, ENDING -> ContainerState.RUNNING;
                case FROZEN, HELD -> ContainerState.FROZEN;
                case ENDED -> ContainerState.STOPPED;
              };
        };
    return new Observation(
        name,
        state,
        status.map(RuntimeStatus::pid).orElse(0L),
        state == ContainerState.STOPPED ? exitCode(name) : 0);
  }

  private int exitCode(String name) {
    Path file = records.place(name).scratch().resolve("exit").resolve(name);
    try {
      return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  /**
   * Copies a container's log.
   *
   * @param tail how many of the last lines; 0 means all
   */
  public void copyLog(String name, int tail, OutputStream out) {
    Path log = records.place(name).log();
    if (Files.exists(log)) {
      String lines = tail == 0 ? "+1" : Integer.toString(tail);
      Subprocess.of("tail", "-n", lines, log.toString()).stdout(out).runOrThrow();
    }
  }

  private static void deleteTree(Path directory) {
    Subprocess.of("rm", "-rf", "--one-file-system", directory.toString()).runOrThrow();
  }
}
