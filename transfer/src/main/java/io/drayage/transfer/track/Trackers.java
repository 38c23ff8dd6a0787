package io.drayage.transfer.track;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the tracker that the kernel has the means for. */
public final class Trackers {
  private Trackers() {}

  /**
   * A way of tracking and why it was chosen.
   *
   * @param kind the way
   * @param reason one sentence for the user
   */
  public record Choice(TrackerKind kind, String reason) {}

  /**
   * Chooses: the way that is wanted, or else write protection, soft-dirty bits or content hashes,
   * the first that this kernel has.
   *
   * @throws IOException when the way that is wanted does not work here, saying why
   */
  public static Choice choose(Optional<TrackerKind> wanted, KernelSupport kernel)
      throws IOException {
    if (wanted.isPresent()) {
      Optional<String> obstacle = kernel.obstacle(wanted.get());
      if (obstacle.isPresent()) {
        throw new IOException(
            "%s does not work here: %s".formatted(name(wanted.get()), obstacle.get()));
      }
      return new Choice(wanted.get(), name(wanted.get()) + ", as asked for");
    }
    Optional<String> noProtection = kernel.writeProtect();
    if (noProtection.isEmpty()) {
      return new Choice(
          TrackerKind.WRITE_PROTECT,
          "write-protect tracking: the kernel has it, and it never stops the container");
    }
    Optional<String> noBits = kernel.softDirty();
    if (noBits.isEmpty()) {
      return new Choice(
          TrackerKind.SOFT_DIRTY,
          "soft-dirty bits, for write-protect tracking does not work: " + noProtection.get());
    }
    return new Choice(
        TrackerKind.CONTENT_HASH,
        "content hashes, for write-protect tracking does not work: %s; nor do soft-dirty bits: %s"
            .formatted(noProtection.get(), noBits.get()));
  }

  /**
   * Makes a tracker for a container.
   *
   * @param tasks gives the host process ids of all the container's processes, as its cgroup lists
   *     them; asked at every round
   * @param pause stops the container; used for {@link TrackerKind#SOFT_DIRTY} only
   */
  public static DirtyTracker open(TrackerKind kind, Supplier<List<Integer>> tasks, Pause pause) {
    return switch (kind) {
      case WRITE_PROTECT -> new ContainerTracker(kind, tasks, WriteProtectTask::open, Pause.none());
      case SOFT_DIRTY -> new ContainerTracker(kind, tasks, SoftDirtyTask::new, pause);
      case CONTENT_HASH -> new ContainerTracker(kind, tasks, ContentHashTask::new, Pause.none());
    };
  }

  private static String name(TrackerKind kind) {
    return switch (kind) {
      case WRITE_PROTECT -> "write-protect tracking";
      case SOFT_DIRTY -> "tracking by soft-dirty bits";
      case CONTENT_HASH -> "tracking by content hashes";
    };
  }
}
