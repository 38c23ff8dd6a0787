package io.drayage.preflight.check;

import io.drayage.preflight.fact.HostProfile;
import io.drayage.preflight.fact.Usage;

/** Whether the destination has memory, disk and processors for the container now. */
final class RoomCheck implements Check {
  /** What a host and a move need besides, in bytes. */
  private static final long SPARE = 64L << 20;

  @Override
  public String name() {
    return "room";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    Usage usage = situation.container().usage();
    HostProfile there = situation.destination();
    long memory = (situation.restores() ? usage.memoryBytes() : 0) + SPARE;
    long disk =
        (situation.restores() ? usage.fileBytes() : 0)
            + situation.wish().missingLayerBytes()
            + SPARE;
    if (memory > there.availableBytes()) {
      notes.refuse(
          "the container's %s of memory do not fit into the %s that the destination has available"
              .formatted(Notes.mebibytes(memory - SPARE), Notes.mebibytes(there.availableBytes())),
          "free memory there, or choose another host");
    }
    if (disk > there.diskBytes()) {
      notes.refuse(
          "the container's files and image layers take %s, and %s of disk are free on the destination"
              .formatted(Notes.mebibytes(disk - SPARE), Notes.mebibytes(there.diskBytes())),
          "free disk there, or choose another host");
    }
    if (there.processor().count() < situation.source().processor().count()) {
      notes.warn(
          "the destination has %d processors, the source %d"
              .formatted(there.processor().count(), situation.source().processor().count()),
          "expect the container to be slower, or choose a larger host");
    }
    return notes.finding(
        "%s of memory and %s of disk to go, %s and %s free"
            .formatted(
                Notes.mebibytes(memory - SPARE),
                Notes.mebibytes(disk - SPARE),
                Notes.mebibytes(there.availableBytes()),
                Notes.mebibytes(there.diskBytes())));
  }
}
