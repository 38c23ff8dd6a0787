package io.drayage.platform.process;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Keeps what is written to it, and takes its time over the first writes. */
class SlowSink extends ByteArrayOutputStream {
  private final Duration pause;
  private int pausesLeft;

  SlowSink(Duration pause, int pauses) {
    this.pause = pause;
    this.pausesLeft = pauses;
  }

  /** Waits, if any pauses are left. */
  void pause() {
    if (pausesLeft-- > 0) {
      long end = System.nanoTime() + pause.toNanos();
      while (System.nanoTime() - end < 0) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    pause();
    super.write(bytes, offset, length);
  }
}
