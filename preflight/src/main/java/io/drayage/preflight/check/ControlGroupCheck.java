package io.drayage.preflight.check;

import java.util.List;

/**
 * Whether the destination can hold the container to its limits. The layout (version 1, 2 or both)
 * may differ: the destination's agent makes its own groups, and CRIU leaves them alone.
 */
final class ControlGroupCheck implements Check {
  private static final List<String> NEEDED = List.of("memory", "cpu");

  @Override
  public String name() {
    return "control-groups";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    for (String controller : NEEDED) {
      if (situation.source().controllers().contains(controller)
          && !situation.destination().controllers().contains(controller)) {
        boolean limits = controller.equals("memory") && situation.wish().memoryBytes() > 0;
        if (limits) {
          notes.refuse(
              "the destination has no control group controller '%s', and the container's memory is limited"
                  .formatted(controller),
              "turn it on there (kernel command line, or cgroup.subtree_control)");
        } else {
          notes.warn(
              "the destination has no control group controller '%s'".formatted(controller),
              "turn it on there if the container is to be limited");
        }
      }
    }
    return notes.finding(
        "%s on the source, %s on the destination"
            .formatted(situation.source().cgroups(), situation.destination().cgroups()));
  }
}
