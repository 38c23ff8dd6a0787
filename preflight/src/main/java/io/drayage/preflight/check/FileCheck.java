package io.drayage.preflight.check;

import io.drayage.preflight.fact.OpenFile;
import java.util.List;
import java.util.Locale;

/** Whether each open file can be opened anew on the destination (criu/files.c, files-reg.c). */
final class FileCheck implements Check {
  /** CRIU carries a deleted file's content up to this size (ghost-limit), in bytes. */
  private static final long LARGEST_GHOST = 1L << 20;

  private static final List<String> CARRIED =
      List.of(
          "[eventfd]",
          "[eventpoll]",
          "inotify",
          "[inotify]",
          "[fanotify]",
          "[signalfd]",
          "[timerfd]",
          "[pidfd]",
          "bpf-map");

  @Override
  public String name() {
    return "files";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    if (situation.restores()) {
      situation.container().files().forEach(file -> look(file, notes));
    }
    return notes.finding("every open file can be opened again");
  }

  private static void look(OpenFile file, Notes notes) {
    switch (file.kind()) {
      case ANONYMOUS -> lookAtAnonymous(file, notes);
      case DELETED -> lookAtDeleted(file, notes);
      case PATH -> {
        if (file.outside()) {
          notes.refuse(
              "%s has %s open, which is not mounted in the container"
                  .formatted(file.who(), file.target()),
              "let it close that file: it was handed in from outside, or its file system was unmounted");
        }
      }
      case CHARACTER_DEVICE, BLOCK_DEVICE, PIPE, SOCKET -> {}
    }
  }

  private static void lookAtDeleted(OpenFile file, Notes notes) {
    if (file.links() > 0) {
      notes.refuse(
          "%s has %s open, whose name is gone while another name of it is left"
              .formatted(file.who(), file.target()),
          "let it open the file by the name that is left");
    } else if (file.bytes() > LARGEST_GHOST) {
      notes.refuse(
          "%s has a deleted file of %s open (%s); up to %s can be carried"
              .formatted(
                  file.who(),
                  Notes.mebibytes(file.bytes()),
                  file.target(),
                  Notes.mebibytes(LARGEST_GHOST)),
          "let it close the file, or keep its name until it is closed");
    }
  }

  private static void lookAtAnonymous(OpenFile file, Notes notes) {
    String target = file.target();
    String what = target.replaceFirst("^anon_inode:", "");
    if (CARRIED.contains(what) || isNamespace(target)) {
      return;
    }
    String cure =
        switch (what) {
          case "[io_uring]" ->
              "keep it from io_uring: by Docker's default seccomp profile, as 'dray run' sets it, or by the program's own setting";
          case "[perf_event]" -> "stop profiling it (perf, an agent of a monitoring service)";
          case "[userfaultfd]" -> "turn off what uses userfaultfd in the program";
          default -> "let it close this: the kernel gives nobody a way to carry it";
        };
    notes.refuse("%s has %s open, which cannot be carried".formatted(file.who(), what), cure);
  }

  private static boolean isNamespace(String target) {
    return target
        .toLowerCase(Locale.ROOT)
        .matches("(mnt|net|ipc|uts|pid|user|cgroup|time):\\[\\d+]");
  }
}
