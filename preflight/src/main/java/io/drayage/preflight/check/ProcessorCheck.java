package io.drayage.preflight.check;

import io.drayage.preflight.fact.Processor;
import io.drayage.preflight.fact.Processor.SaveArea;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the destination's processor can do all that the container may have found on the source's.
 * Programs look once, at their start: what is missing later kills them. Compares what CRIU's {@code
 * cpuinfo check} does (criu/arch/x86/cpu.c), and names it.
 */
final class ProcessorCheck implements Check {
  @Override
  public String name() {
    return "processor";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    Processor from = situation.source().processor();
    Processor to = situation.destination().processor();
    if (!situation.restores()) {
      return notes.finding("a new copy looks at its own processor");
    }
    if (!from.architecture().equals(to.architecture())) {
      return notes.finding("not compared: the architectures differ");
    }
    Set<String> missing = new TreeSet<>(from.features());
    missing.removeAll(to.features());
    missing.removeIf(feature -> !ProcessorFeatures.seenByPrograms(from.architecture(), feature));
    if (!missing.isEmpty()) {
      notes.refuse(
          "the destination's processor (%s) lacks %s, which the container may use since it started on %s"
              .formatted(to.model(), String.join(", ", missing), from.model()),
          "choose a destination with these, or start the container anew on a host without them");
    }
    if (from.xsave().isPresent() && to.xsave().isPresent()) {
      compare(from.xsave().get(), to.xsave().get(), notes);
    } else if (from.xsave().isPresent() != to.xsave().isPresent()) {
      notes.warn(
          "one host did not tell the size of its registers' save area (XSAVE), so it was not compared",
          "see in the agent's log why 'criu cpuinfo dump' fails there");
    }
    return notes.finding("the destination has every feature that programs see");
  }

  private static void compare(SaveArea from, SaveArea to, Notes notes) {
    long missing = from.components() & ~to.components();
    if (missing != 0) {
      notes.refuse(
          "the destination's XSAVE lacks state components %s"
              .formatted(ProcessorFeatures.components(missing)),
          "choose a destination whose kernel and processor have them on");
    } else if (from.bytes() != to.bytes() || from.largestBytes() != to.largestBytes()) {
      notes.refuse(
          "the XSAVE area has %d of at most %d bytes on the source and %d of at most %d on the destination%s: a C library that reserved the former would be overrun, or misled"
              .formatted(
                  from.bytes(),
                  from.largestBytes(),
                  to.bytes(),
                  to.largestBytes(),
                  more(to.components() & ~from.components())),
          "choose a destination with the same area (for virtual machines: the same CPU model)");
    }
  }

  private static String more(long components) {
    return components == 0
        ? ""
        : " (it has %s besides)".formatted(ProcessorFeatures.components(components));
  }
}
