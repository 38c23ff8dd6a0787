package io.drayage.transfer.files;

import io.drayage.platform.process.RunningProcess;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * An archive on its way into a directory; closing it waits until everything is in place. Owned by
 * one thread.
 */
public final class Unpacking extends FilterOutputStream {
  private final RunningProcess tar;

  Unpacking(RunningProcess tar) {
    super(tar.stdin());
    this.tar = tar;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    try (tar) {
      super.close();
      if (tar.await() != 0) {
        throw new IOException("tar refused: " + TreeArchive.reason(tar.stderrTail()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while files were unpacked");
    }
  }

  /** Gives the rest of the archive up: nothing is written to the directory after this. */
  public void abandon() {
    tar.close();
  }
}
