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
   * What the container does; empty when the runtime does not know it.
   *
   * @param scratch as in its {@link Workload}
   */
  Optional<RuntimeStatus> status(String name, Path scratch);

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
   * Dumps a frozen container into a directory, all but the content of its private anonymous memory,
   * and leaves it frozen, whether that succeeds or not. That content stays in the frozen tasks; the
   * images' pagemaps list it as lazy.
   *
   * @param images an existing directory in memory (tmpfs)
   */
  void checkpoint(Workload workload, Path images);

  /**
   * Restores a container from images and holds its tasks stopped until the hold is decided.
   *
   * @param images the directory that {@link #checkpoint} filled
   * @param lease how long the tasks are held at most; without a decision they are killed
   * @param pages who answers the tasks' faults for the pages that the images list as lazy
   */
  HeldRestore restoreHeld(Workload workload, Path images, Duration lease, LazyPages pages);

  /** What became of the container's last held restore, for one that no longer has the object. */
  Resumption resumption(Workload workload);
}
