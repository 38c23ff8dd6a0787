package io.drayage.preflight.check;

/** Whether the container could be looked at wholly: what is not known is said, not assumed. */
final class BlindCheck implements Check {
  @Override
  public String name() {
    return "inspection";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    if (situation.restores()) {
      situation
          .container()
          .blind()
          .forEach(what -> notes.warn(what, "ask again; if it stays so, see the agent's log"));
    }
    return notes.finding("every task, file and mapping was looked at");
  }
}
