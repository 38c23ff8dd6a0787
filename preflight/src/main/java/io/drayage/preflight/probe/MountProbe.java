package io.drayage.preflight.probe;

import io.drayage.preflight.fact.MountPoint;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks at what a container has mounted (proc_pid_mountinfo(5)). */
final class MountProbe {
  private static final int POINT = 4;

  private MountProbe() {}

  static List<MountPoint> look(Subject subject) {
    var mounts = new ArrayList<MountPoint>();
    for (String line : ProcFile.lines(Subject.proc(subject.first()).resolve("mountinfo"))) {
      List<String> words = ProcFile.words(line);
      int dash = words.indexOf("-");
      String point = words.get(POINT);
      String type = words.get(dash + 1);
      boolean provided = point.equals("/") || subject.provided().contains(point);
      mounts.add(new MountPoint(point, type, provided, used(subject.first(), point, type)));
    }
    return mounts;
  }

  /** Numbers of the mounts that a process can see. */
  static Set<String> ids(int pid) {
    Set<String> ids = new HashSet<>();
    ProcFile.lines(Subject.proc(pid).resolve("mountinfo"))
        .forEach(line -> ids.add(ProcFile.words(line).getFirst()));
    return ids;
  }

  private static long used(int pid, String point, String type) {
    if (!type.equals("tmpfs")) {
      return 0;
    }
    try {
      FileStore store = Files.getFileStore(Path.of(Subject.proc(pid) + "/root" + point));
      return store.getTotalSpace() - store.getUnallocatedSpace();
    } catch (IOException e) {
      return 0;
    }
  }
}
