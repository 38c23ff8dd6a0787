package io.drayage.preflight.check;

import io.drayage.preflight.fact.Ability;
import io.drayage.preflight.fact.Task;
import java.util.Set;

/** Whether each task can be stopped, read and made anew (criu/seize.c, criu/cr-dump.c). */
final class TaskCheck implements Check {
  /** sched(7): other, FIFO, round robin, batch, idle; not deadline and not extensible. */
  private static final Set<Integer> RESTORED_POLICIES = Set.of(0, 1, 2, 3, 5);

  private static final Set<Integer> REAL_TIME = Set.of(1, 2);

  @Override
  public String name() {
    return "tasks";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    if (!situation.restores()) {
      return notes.finding("no task is carried");
    }
    if (situation.container().tasks().isEmpty()) {
      notes.refuse("the container has no tasks", "start it again before it moves");
    }
    situation.container().tasks().forEach(task -> look(task, situation, notes));
    return notes.finding(
        "%d tasks, none out of the ordinary".formatted(situation.container().tasks().size()));
  }

  private static void look(Task task, Situation situation, Notes notes) {
    if (task.tracer() != 0) {
      notes.refuse(
          "%s is being debugged by process %d".formatted(task.who(), task.tracer()),
          "let the debugger (gdb, strace) detach");
    }
    if (task.leaderOutside()) {
      notes.refuse(
          "the session of %s is led from outside of the container".formatted(task.who()),
          "end what was started into the container from outside");
    }
    if (task.compat() && !situation.destination().can(Ability.COMPAT_TASKS)) {
      notes.refuse(
          "%s is a 32-bit program, and the destination's kernel runs none".formatted(task.who()),
          "use a kernel with CONFIG_IA32_EMULATION there");
    }
    if (!RESTORED_POLICIES.containsAll(task.policies())) {
      notes.refuse(
          "%s has threads under a scheduling policy that cannot be restored (deadline or extensible)"
              .formatted(task.who()),
          "use another scheduling policy");
    } else if (task.policies().stream().anyMatch(REAL_TIME::contains)) {
      notes.warn(
          "%s has real-time threads".formatted(task.who()),
          "see that the destination's control groups grant real-time run time");
    }
    if (task.state().equals("D")) {
      notes.warn(
          "%s waits in the kernel, and cannot be frozen meanwhile".formatted(task.who()),
          "if it stays so, find the disk or network file system that does not answer");
    }
  }
}
