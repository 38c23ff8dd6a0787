package io.drayage.preflight.check;

import io.drayage.preflight.fact.Ability;
import io.drayage.preflight.fact.HostProfile;
import io.drayage.preflight.fact.Version;

/** Whether the destination's kernel has what the container may have found on the source's. */
final class KernelCheck implements Check {
  /** CRIU 4 restores tasks by clone3 with set_tid, and seccomp filters by this one's ptrace. */
  private static final Version OLDEST = new Version(5, 9);

  @Override
  public String name() {
    return "kernel";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    HostProfile from = situation.source();
    HostProfile to = situation.destination();
    Version older = Version.parse(to.kernel());
    if (!situation.restores()) {
      return notes.finding("a new copy finds its own way");
    }
    if (older.compareTo(OLDEST) < 0) {
      notes.refuse(
          "the destination's kernel is %s".formatted(to.kernel()),
          "install Linux %s or later there".formatted(OLDEST));
    }
    // C libraries use them wherever a kernel has them (glibc since 2.35).
    if (!to.can(Ability.RSEQ)) {
      notes.refuse(
          "the container uses restartable sequences (rseq), and the destination's kernel %s cannot restore them"
              .formatted(to.kernel()),
          "install Linux 5.13 or later, with CONFIG_RSEQ, on the destination");
    }
    if (from.can(Ability.TIME_NAMESPACES) && !to.can(Ability.TIME_NAMESPACES)) {
      notes.refuse(
          "the destination's kernel has no time namespaces: the container's monotonic clock would jump",
          "use a kernel with CONFIG_TIME_NS on the destination");
    }
    if (older.compareTo(Version.parse(from.kernel())) < 0) {
      notes.warn(
          "the destination's kernel %s is older than the source's %s: system calls that the container found may be missing"
              .formatted(to.kernel(), from.kernel()),
          "use the same kernel or a later one");
    }
    return notes.finding(
        "%s on the source, %s on the destination".formatted(from.kernel(), to.kernel()));
  }
}
