package io.drayage.preflight.check;

import io.drayage.preflight.fact.Version;
import java.util.Optional;

/** Whether both hosts' CRIU works, and the destination's reads what the source's writes. */
final class CheckpointCheck implements Check {
  private static final Version OLDEST = new Version(4, 2);

  @Override
  public String name() {
    return "checkpoint";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    if (!situation.restores()) {
      return notes.finding("not needed: a new copy is started");
    }
    Optional<Version> from = version("source", situation.source().criu(), notes);
    Optional<Version> to = version("destination", situation.destination().criu(), notes);
    if (from.isPresent() && to.isPresent() && to.get().compareTo(from.get()) < 0) {
      notes.refuse(
          "CRIU %s of the destination is not made to read images of CRIU %s"
              .formatted(to.get(), from.get()),
          "bring CRIU on the destination to %s or later".formatted(from.get()));
    }
    return notes.finding(
        "CRIU %s and %s"
            .formatted(
                situation.source().criu().orElse("?"), situation.destination().criu().orElse("?")));
  }

  private static Optional<Version> version(String side, Optional<String> text, Notes notes) {
    Optional<Version> version = text.map(Version::parse);
    if (version.isEmpty()) {
      notes.refuse(
          "CRIU is missing on the %s, or 'criu check' fails there".formatted(side),
          "install CRIU %s or later on the %s and restart its agent".formatted(OLDEST, side));
    } else if (version.get().compareTo(OLDEST) < 0) {
      notes.refuse(
          "CRIU %s of the %s is too old".formatted(version.get(), side),
          "install CRIU %s or later on the %s and restart its agent".formatted(OLDEST, side));
    }
    return version;
  }
}
