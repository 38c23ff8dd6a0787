package io.drayage.preflight.check;

import io.drayage.preflight.fact.OpenFile;

/** Whether terminals that the container uses are its own (criu/tty.c). */
final class TerminalCheck implements Check {
  private static final int VIRTUAL = 4;
  private static final int AUXILIARY = 5;
  private static final int MASTER_INDEX = 2;
  private static final int SERIAL = 204;
  private static final int USB_SERIAL = 188;

  @Override
  public String name() {
    return "terminals";
  }

  static boolean isTerminal(OpenFile file) {
    int major = file.major();
    return file.kind() == OpenFile.Kind.CHARACTER_DEVICE
        && (major == VIRTUAL
            || major == AUXILIARY
            || major == SERIAL
            || major == USB_SERIAL
            || file.isPseudoTerminal());
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    if (situation.restores()) {
      situation.container().files().stream()
          .filter(TerminalCheck::isTerminal)
          .filter(file -> file.outside() || isHardware(file))
          .forEach(file ->
              notes.refuse(
                  "%s uses the terminal %s, which is not the container's own"
                      .formatted(file.who(), file.target()),
                  "end the shell or program that was attached from outside"));
    }
    return notes.finding("no terminal from outside");
  }

  private static boolean isHardware(OpenFile file) {
    boolean own =
        file.isPseudoTerminal()
            || (file.major() == AUXILIARY && (file.minor() == MASTER_INDEX || file.minor() == 0));
    return !own;
  }
}
