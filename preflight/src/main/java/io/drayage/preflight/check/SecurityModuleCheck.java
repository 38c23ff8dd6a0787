package io.drayage.preflight.check;

import io.drayage.preflight.fact.Task;
import java.util.Set;

/**
 * Whether the destination knows the labels that security modules gave to the container's tasks.
 * CRIU restores a task under its label or not at all (criu/lsm.c).
 */
final class SecurityModuleCheck implements Check {
  private static final Set<String> LABELLING = Set.of("apparmor", "selinux");

  @Override
  public String name() {
    return "security-modules";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    if (!situation.restores()) {
      return notes.finding("a new copy gets the destination's labels");
    }
    for (Task task : situation.container().tasks()) {
      task.label()
          .ifPresent(label ->
              situation.source().securityModules().stream()
                  .filter(LABELLING::contains)
                  .filter(module -> !situation.destination().securityModules().contains(module))
                  .forEach(module ->
                      notes.refuse(
                          "%s is confined as '%s' by %s, which the destination does not have"
                              .formatted(task.who(), label, module),
                          "turn %s on there, or run the container unconfined".formatted(module))));
    }
    return notes.finding("no task has a label that the destination lacks");
  }
}
