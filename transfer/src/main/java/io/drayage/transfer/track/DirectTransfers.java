package io.drayage.transfer.track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds processes into whose memory a device may write: those with a file opened with O_DIRECT.
 * Such a write goes past the page tables: one that begins before a page is protected and ends after
 * it is read leaves no mark (the kernel's GUP documentation, Documentation/core-api/
 * pin_user_pages.rst), so only comparing contents finds it.
 */
final class DirectTransfers {
  /** Of open(2) on x86, as /proc/PID/fdinfo shows it: octal. */
  private static final int O_DIRECT = 040000;

  private DirectTransfers() {}

  /** Whether one may be under way now, or in part of the time since the call began. */
  static boolean possible(int pid) {
    Path directory = Path.of("/proc/" + pid + "/fdinfo");
    String[] descriptors = directory.toFile().list();
    if (descriptors == null) {
      return false; // it has ended
    }
    for (String descriptor : descriptors) {
      if (direct(directory.resolve(descriptor))) {
        return true;
      }
    }
    return false;
  }

  private static boolean direct(Path descriptor) {
    String info;
    try {
      info = Files.readString(descriptor);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
    int at = info.indexOf("flags:\t");
    int end = info.indexOf('\n', at);
    return at >= 0 && (Integer.parseInt(info, at + 7, end, 8) & O_DIRECT) != 0;
  }
}
