package io.drayage.preflight.check;

import io.drayage.preflight.fact.Ability;
import io.drayage.preflight.fact.HostProfile;
import io.drayage.preflight.fact.Task;
import io.drayage.preflight.fact.Usage;

/** Whether the destination's kernel settings leave room for what the container has. */
final class LimitCheck implements Check {
  @Override
  public String name() {
    return "limits";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    if (!situation.restores()) {
      return notes.finding("a new copy is held to the destination's limits");
    }
    Usage usage = situation.container().usage();
    HostProfile there = situation.destination();
    atMost("kernel.pid_max", usage.largestPid() + 1L, "a process number", there, notes);
    atMost("vm.max_map_count", usage.mappings(), "so many mappings", there, notes);
    atMost("kernel.threads-max", usage.threads(), "so many threads", there, notes);
    atMost(
        "fs.inotify.max_user_instances",
        usage.inotifyInstances(),
        "so many inotify descriptors",
        there,
        notes);
    atMost(
        "fs.inotify.max_user_watches",
        usage.inotifyWatches(),
        "so many inotify watches",
        there,
        notes);
    for (Task task : situation.container().tasks()) {
      task.openFilesLimit()
          .ifPresent(limit -> atMost("fs.nr_open", limit, "a limit of open files", there, notes));
    }
    Long lowest = there.limits().get("vm.mmap_min_addr");
    if (lowest != null && usage.lowestAddress() > 0 && usage.lowestAddress() < lowest) {
      notes.refuse(
          "the container has memory at address %#x, and vm.mmap_min_addr of the destination is %d"
              .formatted(usage.lowestAddress(), lowest),
          "sysctl vm.mmap_min_addr=%d there".formatted(usage.lowestAddress()));
    }
    if (situation.source().can(Ability.RESOURCE_CAPABILITY)
        && !there.can(Ability.RESOURCE_CAPABILITY)) {
      notes.warn(
          "the destination's agent may not exceed resource limits (CAP_SYS_RESOURCE): tasks that are not root's, or have raised limits, may fail to be restored",
          "give its agent CAP_SYS_RESOURCE, as the packaged unit does");
    }
    return notes.finding("the destination's kernel settings leave room");
  }

  private static void atMost(
      String setting, long used, String what, HostProfile there, Notes notes) {
    Long limit = there.limits().get(setting);
    if (limit != null && used > limit) {
      notes.refuse(
          "the container has %s of %d, and %s of the destination is %d"
              .formatted(what, used, setting, limit),
          "sysctl %s=%d there".formatted(setting, used));
    }
  }
}
