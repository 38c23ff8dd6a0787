package io.drayage.preflight.check;

import io.drayage.preflight.fact.Version;
import java.util.Optional;

/** Whether the destination has a runtime that understands what the source's was told. */
final class RuntimeCheck implements Check {
  private static final Version OLDEST = new Version(1, 1);

  @Override
  public String name() {
    return "runtime";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    Optional<Version> from = situation.source().runtime().map(Version::parse);
    Optional<Version> to = situation.destination().runtime().map(Version::parse);
    if (to.isEmpty()) {
      notes.refuse(
          "the destination has no runtime for containers", "install runc and conmon there");
    } else if (to.get().compareTo(OLDEST) < 0) {
      notes.refuse(
          "runc %s of the destination is too old".formatted(to.get()),
          "install runc %s or later there".formatted(OLDEST));
    } else if (from.isPresent() && from.get().major() != to.get().major()) {
      notes.warn(
          "runc is %s on the source and %s on the destination".formatted(from.get(), to.get()),
          "use the same major version on both");
    }
    return notes.finding("runc %s".formatted(situation.destination().runtime().orElse("?")));
  }
}
