package io.drayage.preflight.check;

import io.drayage.preflight.fact.MountPoint;
import java.util.Set;

/** Whether the destination can mount what is mounted in the container (criu/filesystems.c). */
final class MountCheck implements Check {
  /** CRIU makes these anew, most with their content. */
  private static final Set<String> MADE_ANEW =
      Set.of(
          "proc",
          "sysfs",
          "devtmpfs",
          "tmpfs",
          "devpts",
          "mqueue",
          "cgroup",
          "cgroup2",
          "securityfs",
          "debugfs",
          "tracefs",
          "fusectl",
          "pstore",
          "binfmt_misc",
          "autofs");

  /** What is in memory crosses while the container is frozen. */
  private static final long MUCH = 64L << 20;

  @Override
  public String name() {
    return "mounts";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    if (!situation.restores()) {
      return notes.finding("a new copy gets mounts of its own");
    }
    for (MountPoint mount : situation.container().mounts()) {
      boolean known = situation.destination().fileSystems().contains(mount.type());
      if (!mount.provided() && !MADE_ANEW.contains(mount.type())) {
        notes.refuse(
            "a %s file system is mounted at %s, which cannot be carried"
                .formatted(mount.type(), mount.point()),
            "unmount it in the container, or give it as a volume");
      } else if (!known && !mount.provided()) {
        notes.refuse(
            "the destination's kernel does not know the file system %s, mounted at %s"
                .formatted(mount.type(), mount.point()),
            "unmount it, or load that file system's module there");
      } else if (mount.type().equals("tmpfs") && mount.usedBytes() > MUCH) {
        notes.warn(
            "%s in memory at %s crosses while the container is frozen"
                .formatted(Notes.mebibytes(mount.usedBytes()), mount.point()),
            "empty it, or use a volume");
      }
    }
    return notes.finding(
        "%d mounts, each can be made there".formatted(situation.container().mounts().size()));
  }
}
