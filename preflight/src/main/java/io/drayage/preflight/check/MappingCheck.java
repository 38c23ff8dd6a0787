package io.drayage.preflight.check;

import io.drayage.preflight.fact.MappedFile;
import java.util.Set;

/** Whether all mapped memory can be made anew (criu/proc_parse.c). */
final class MappingCheck implements Check {
  private static final Set<String> CARRIED = Set.of("[aio]", "/[aio]");

  @Override
  public String name() {
    return "memory-mappings";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    if (situation.restores()) {
      for (MappedFile mapping : situation.container().mappings()) {
        if (!mapping.device() && !CARRIED.contains(mapping.path())) {
          notes.refuse(
              "%s has %s mapped, which cannot be carried".formatted(mapping.who(), mapping.path()),
              mapping.path().equals("[uprobes]")
                  ? "detach the tracer that put probes into the program (perf, bpftrace)"
                  : "turn off what maps it in the program");
        }
      }
      long huge = situation.container().usage().hugePageBytes();
      if (huge > situation.destination().hugePageBytes()) {
        notes.refuse(
            "the container has %s in reserved huge pages, and the destination has %s free"
                .formatted(
                    Notes.mebibytes(huge),
                    Notes.mebibytes(situation.destination().hugePageBytes())),
            "reserve more there with sysctl vm.nr_hugepages");
      }
    }
    return notes.finding("all memory is of a sort that can be carried");
  }
}
