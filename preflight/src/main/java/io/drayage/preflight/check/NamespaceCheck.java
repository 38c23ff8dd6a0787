package io.drayage.preflight.check;

/**
 * Whether all tasks live in the container's own namespaces: CRIU carries nested mount namespaces
 * (criu/namespaces.c, {@code CLONE_SUBNS}), and Drayage one network namespace.
 */
final class NamespaceCheck implements Check {
  private static final String CARRIED = "mnt";

  @Override
  public String name() {
    return "namespaces";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    if (situation.restores()) {
      situation
          .container()
          .tasks()
          .forEach(task ->
              task.foreignNamespaces().stream()
                  .filter(kind -> !kind.equals(CARRIED))
                  .sorted()
                  .forEach(kind ->
                      notes.refuse(
                          "%s has a %s namespace of its own".formatted(task.who(), kind),
                          "end that task, or run it as a container of its own")));
    }
    return notes.finding("every task is in the container's namespaces");
  }
}
