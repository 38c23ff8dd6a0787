package io.drayage.platform.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A counter that makes a waiting {@link Poller} return (eventfd(2)). Any thread may {@link
 * #signal()}; the waiting one drains.
 */
public final class WakeUp implements AutoCloseable {
  private static final int CLOEXEC_NONBLOCK = 0x80000 | 0x800;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment one = arena.allocate(8, 8);
  private final MemorySegment sink = arena.allocate(8, 8);
  private final int fd;
  private boolean closed;

  /** A counter at zero. */
  public WakeUp() throws SystemCallException {
    fd = (int) CallNumber.EVENTFD2.check(CallNumber.EVENTFD2.call(0, CLOEXEC_NONBLOCK, 0));
    one.set(ValueLayout.JAVA_LONG, 0, 1);
  }

  /** What to poll for. */
  public int fd() {
    return fd;
  }

  /** Makes the descriptor readable. */
  public synchronized void signal() {
    if (!closed) { // the number may be another file's by then
      // It can fail only when the counter is full, and then the descriptor is readable already.
      var _ = CallNumber.WRITE.call(fd, one.address(), 8);
    }
  }

  /** Makes the descriptor unreadable until the next signal. */
  public void drain() {
    var _ = CallNumber.READ.call(fd, sink.address(), 8);
  }

  @Override
  public synchronized void close() {
    closed = true;
    Descriptors.close(fd);
  }
}
