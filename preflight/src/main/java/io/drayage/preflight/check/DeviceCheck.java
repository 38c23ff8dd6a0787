package io.drayage.preflight.check;

import io.drayage.preflight.fact.OpenFile;

/** Whether the container uses devices whose state stays behind. */
final class DeviceCheck implements Check {
  private static final int MEMORY = 1;
  private static final int MISCELLANEOUS = 10;
  private static final int TUN = 200;
  private static final int NVIDIA = 195;
  private static final int DIRECT_RENDERING = 226;

  @Override
  public String name() {
    return "devices";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    if (situation.restores()) {
      situation.container().files().forEach(file -> look(file, notes));
      situation.container().mappings().stream()
          .filter(mapping -> mapping.device())
          .forEach(mapping ->
              notes.refuse(
                  "%s has memory of the device %s mapped".formatted(mapping.who(), mapping.path()),
                  "let it unmap the device: its memory cannot be carried"));
    }
    return notes.finding("no device is in use whose state would stay behind");
  }

  private static void look(OpenFile file, Notes notes) {
    if (file.kind() == OpenFile.Kind.BLOCK_DEVICE) {
      notes.refuse(
          "%s has the disk %s open".formatted(file.who(), file.target()),
          "use a volume in place of a disk");
      return;
    }
    if (file.kind() != OpenFile.Kind.CHARACTER_DEVICE || TerminalCheck.isTerminal(file)) {
      return;
    }
    if (isGraphics(file)) {
      notes.refuse(
          "%s uses the graphics processor %s".formatted(file.who(), file.target()),
          "choose --mode stateless, or stop what computes on it: its memory cannot be carried");
    } else if (file.major() == MISCELLANEOUS && file.minor() == TUN) {
      notes.refuse(
          "%s has a tunnel device open (%s)".formatted(file.who(), file.target()),
          "end the tunnel before the move: its interface is not carried");
    } else if (file.major() != MEMORY) {
      notes.refuse(
          "%s has the device %s open (%d:%d)"
              .formatted(file.who(), file.target(), file.major(), file.minor()),
          "let it close the device: its state cannot be carried");
    }
  }

  private static boolean isGraphics(OpenFile file) {
    return file.major() == NVIDIA
        || file.major() == DIRECT_RENDERING
        || file.target().startsWith("/dev/nvidia")
        || file.target().startsWith("/dev/dri/")
        || file.target().startsWith("/dev/kfd")
        || file.target().startsWith("/dev/dxg");
  }
}
