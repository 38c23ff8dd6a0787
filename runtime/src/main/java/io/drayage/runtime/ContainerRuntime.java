package io.drayage.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A container runtime of one host: the service provider interface that each driver implements.
 *
 * <p>Implementations are safe for use by several threads as long as no two act on the same
 * container at once. Every method blocks; every failure is a {@link RuntimeFailure}.
 */
public interface ContainerRuntime {
  /** Looks at what is installed; cheap enough for an agent's start. */
  RuntimeFacts probe();

  /** Starts the workload and returns when its first process runs. */
  void start(Workload workload);

  /**
   * What the container does; empty when there is none.
   *
   * @param cgroup as in its {@link Workload}
   * @param scratch as in its {@link Workload}
   */
  Optional<RuntimeStatus> status(String cgroup, Path scratch);

  /** Asks the container to end (SIGTERM), and kills it after {@code grace}. */
  void stop(Workload workload, Duration grace);

  /** Ends what still runs, frozen or not, and forgets the container; harmless when repeated. */
  void remove(Workload workload);

  /** Freezes every task; on return none runs. Harmless when repeated. */
  void freeze(Workload workload);

  /**
   * The processes of a container that exists, as this host sees them.
   *
   * @return their ids; empty when it has ended
   */
  List<Integer> tasks(Workload workload);

  /**
   * Slows a container down, or lifts that.
   *
   * @param share of the host's processors that it may use, more than 0; 1 means no limit
   */
  void throttle(Workload workload, double share);

  /** Lets a frozen container run on. Harmless when it was not frozen. */
  void thaw(Workload workload);

  /**
   * Makes a checkpoint ready, so that nothing has to be started while the container stands still.
   *
   * @param images an existing, empty directory in memory (tmpfs)
   */
  PreparedCheckpoint prepareCheckpoint(Workload workload, Path images);

  /**
   * Makes a restore ready: control group, monitor, and CRIU about to start. The network and a root
   * exist; the root may be mounted anew until the restore begins.
   *
   * @param images the directory that will hold what {@link PreparedCheckpoint#take} wrote
   */
  PreparedRestore prepareRestore(Workload workload, Path images);

  /** What a restore elsewhere gives the container's tasks anew. */
  Provisions provisions(Workload workload);

  /** What became of the container's last held restore, for one that no longer has the object. */
  Resumption resumption(Workload workload);
}
