package io.drayage.platform.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Waits until one of several descriptors can be read (epoll(7)). For one platform thread. */
public final class Poller implements AutoCloseable {
  private static final int CLOEXEC = 0x80000;
  private static final int ADD = 1;
  private static final int REMOVE = 2;
  private static final int IN = 1;
  private static final int MOST = 64;

  private final int dataOffset = CallNumber.packedEpollEvent() ? 4 : 8;
  private final int size = dataOffset + 8;
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment event = arena.allocate(size, 8);
  private final MemorySegment events = arena.allocate((long) size * MOST, 8);
  private final int fd;

  /** A poller of nothing yet. */
  public Poller() throws SystemCallException {
    fd = (int) CallNumber.EPOLL_CREATE1.check(CallNumber.EPOLL_CREATE1.call(CLOEXEC, 0, 0));
  }

  /** Polls a descriptor from now on. */
  public void add(int descriptor) throws SystemCallException {
    event.set(ValueLayout.JAVA_INT, 0, IN);
    event.set(ValueLayout.JAVA_LONG_UNALIGNED, dataOffset, descriptor);
    CallNumber.EPOLL_CTL.check(
        CallNumber.EPOLL_CTL.call(fd, ADD, descriptor, event.address(), 0, 0));
  }

  /** Polls a descriptor no more; to be called before it is closed. */
  public void remove(int descriptor) {
    var _ = CallNumber.EPOLL_CTL.call(fd, REMOVE, descriptor, event.address(), 0, 0);
  }

  /**
   * The descriptors that can be read or have failed, 64 at most; none after the time-out or a
   * signal.
   *
   * @param milliseconds the longest wait; 0 for none, -1 for ever
   */
  public List<Integer> await(int milliseconds) throws SystemCallException {
    long found =
        CallNumber.EPOLL_PWAIT.call(fd, events.address(), MOST, milliseconds, 0, 8 /* sigset */);
    if (found == 0 || found == -Errno.EINTR) {
      return List.of();
    }
    CallNumber.EPOLL_PWAIT.check(found);
    List<Integer> ready = new ArrayList<>((int) found);
    for (int i = 0; i < found; i++) {
      ready.add((int) events.get(ValueLayout.JAVA_LONG_UNALIGNED, (long) i * size + dataOffset));
    }
    return ready;
  }

  @Override
  public void close() {
    Descriptors.close(fd);
  }
}
