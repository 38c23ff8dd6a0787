package io.drayage.lab.state;

import io.drayage.lab.LabException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** The lock under which labs are claimed and removed, one at a time on this machine. */
final class MachineLock implements AutoCloseable {
  private final FileChannel channel;

  private MachineLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock, waiting for whoever has it; the kernel frees it when this process dies. */
  static MachineLock take() {
    try {
      Files.createDirectories(LabPaths.lock().getParent());
      FileChannel channel =
          FileChannel.open(LabPaths.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.lock();
      return new MachineLock(channel);
    } catch (IOException e) {
      throw new LabException("cannot lock " + LabPaths.lock() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new LabException("cannot unlock " + LabPaths.lock() + ": " + e.getMessage(), e);
    }
  }
}
