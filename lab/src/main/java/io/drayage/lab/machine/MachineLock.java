package io.drayage.lab.machine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** The lock under which labs are claimed and removed, one at a time on this machine. */
public final class MachineLock {
  // Never removed: whoever waits for it must wait for the same file.
  private static final Path FILE = Path.of("/run/lock/drayage-labs.lock");
  // A file lock belongs to the process as a whole.
  private static final Object THIS_PROCESS = new Object();

  private MachineLock() {}

  /**
   * Does something while no other process or thread does; the kernel frees the lock of a dead one.
   */
  public static <T> T holding(Supplier<T> action) {
    synchronized (THIS_PROCESS) {
      try {
        Files.createDirectories(FILE.getParent());
      } catch (IOException e) {
        throw new LabException("cannot make " + FILE.getParent() + ": " + e.getMessage(), e);
      }
      try (FileChannel channel =
              FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        if (!held.isValid()) {
          throw new LabException("lost the lock " + FILE + " at once; try again");
        }
        return action.get();
      } catch (IOException e) {
        throw new LabException("cannot lock " + FILE + ": " + e.getMessage(), e);
      }
    }
  }
}
