package io.drayage.preflight.check;

import io.drayage.model.migration.Mode;
import io.drayage.preflight.fact.Ability;

/** Whether both kernels can do what the mode asks for. */
final class MemoryModeCheck implements Check {
  @Override
  public String name() {
    return "mode";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    Mode mode = situation.wish().mode();
    boolean faults = situation.destination().can(Ability.USERFAULTFD);
    if (mode.leavesMemoryBehind() && !faults) {
      notes.refuse(
          "%s needs userfaultfd(2), which the destination's kernel or its settings refuse"
              .formatted(mode.word()),
          "use --mode pre-copy or cold, or a kernel with CONFIG_USERFAULTFD there");
    } else if (situation.restores() && !faults) {
      notes.refuse(
          "the destination's kernel or its settings refuse userfaultfd(2), by which agents place restored memory",
          "use a kernel with CONFIG_USERFAULTFD there");
    }
    if (mode.copiesInRounds() && !situation.source().can(Ability.DIRTY_TRACKING)) {
      notes.warn(
          "the source's kernel does not tell which pages were written: each round reads all memory and compares it",
          "use Linux 6.7 or later there, or --mode post-copy");
    }
    return notes.finding("%s can be done".formatted(mode.word()));
  }
}
