package io.drayage.preflight.check;

import io.drayage.preflight.fact.Processor;

/** Whether both hosts run the same programs: architecture, page size, width of addresses. */
final class ArchitectureCheck implements Check {
  private static final int LARGEST_WIDTH = 62;

  @Override
  public String name() {
    return "architecture";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    Processor from = situation.source().processor();
    Processor to = situation.destination().processor();
    if (!from.architecture().equals(to.architecture())) {
      notes.refuse(
          "the source is %s and the destination is %s"
              .formatted(from.architecture(), to.architecture()),
          "choose a destination of the same architecture");
    } else if (situation.restores()) {
      compareMemory(situation, notes);
    }
    return notes.finding(
        "both are %s with pages of %d bytes".formatted(to.architecture(), to.pageBytes()));
  }

  private static void compareMemory(Situation situation, Notes notes) {
    Processor from = situation.source().processor();
    Processor to = situation.destination().processor();
    if (from.pageBytes() != to.pageBytes()) {
      notes.refuse(
          "the source's pages have %d bytes, the destination's %d"
              .formatted(from.pageBytes(), to.pageBytes()),
          "choose a destination whose kernel has pages of %d bytes".formatted(from.pageBytes()));
    }
    // Half of the addresses are the kernel's.
    to.virtualBits()
        .filter(bits -> bits <= LARGEST_WIDTH)
        .filter(bits -> situation.container().usage().highestAddress() >> (bits - 1) != 0)
        .ifPresent(bits ->
            notes.refuse(
                "the container has memory at address %#x, and the destination's addresses have %d bits"
                    .formatted(situation.container().usage().highestAddress(), bits),
                "choose a destination with as wide addresses as the source's"));
  }
}
