package io.drayage.preflight.check;

import io.drayage.preflight.fact.Ability;
import io.drayage.preflight.fact.HostProfile;
import io.drayage.preflight.fact.OpenFile;

/** Whether pipes stay within the container and fit into the destination's (criu/pipes.c). */
final class PipeCheck implements Check {
  private static final String LIMIT = "fs.pipe-max-size";

  /** CRIU's own pipes hold pages by the thousand; below this a dump or restore can fail. */
  private static final long NEEDED = 4L << 20;

  @Override
  public String name() {
    return "pipes";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    if (!situation.restores()) {
      return notes.finding("no pipe is carried");
    }
    requireRoom("source", situation.source(), notes);
    requireRoom("destination", situation.destination(), notes);
    HostProfile destination = situation.destination();
    Long limit = destination.limits().get(LIMIT);
    for (OpenFile file : situation.container().files()) {
      if (file.kind() != OpenFile.Kind.PIPE) {
        continue;
      }
      if (file.outside()) {
        notes.refuse(
            "%s has a pipe (%s) whose other end is outside of the container"
                .formatted(file.who(), file.target()),
            "end what was attached to the container from outside");
      }
      if (limit != null && file.bytes() > limit && !destination.can(Ability.RESOURCE_CAPABILITY)) {
        notes.refuse(
            "%s has a pipe that holds %d bytes, and the destination allows %d"
                .formatted(file.who(), file.bytes(), limit),
            "raise fs.pipe-max-size there with sysctl");
      }
    }
    return notes.finding("every pipe is the container's own");
  }

  private static void requireRoom(String side, HostProfile host, Notes notes) {
    Long limit = host.limits().get(LIMIT);
    if (limit != null && limit < NEEDED && !host.can(Ability.RESOURCE_CAPABILITY)) {
      notes.refuse(
          "%s is %d on the %s, where the agent may not exceed it: CRIU can fail"
              .formatted(LIMIT, limit, side),
          "sysctl %s=%d there, or give the agent CAP_SYS_RESOURCE".formatted(LIMIT, NEEDED));
    }
  }
}
