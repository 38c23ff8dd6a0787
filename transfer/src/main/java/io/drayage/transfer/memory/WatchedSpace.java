package io.drayage.transfer.memory;

import io.drayage.platform.foreign.Errno;
import io.drayage.platform.foreign.Userfault;
import io.drayage.transfer.memory.TaskPages.Run;
import io.drayage.transfer.page.PageRange;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An address space that is being filled: its userfaultfd and what was placed in it. For the fault
 * server's thread.
 */
final class WatchedSpace {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedSpace.class);

  /** What came of an attempt to place pages. */
  enum Outcome {
    /** Some were placed, or were there, or are not needed any more. */
    PROGRESS,
    /** An event must be read first. */
    EVENTS_FIRST,
    /** The kernel could not do it now; to be tried again in a while. */
    LATER,
    /** The task has ended. */
    GONE
  }

  private final Placement placement;
  private final Userfault userfault;
  private int lastErrno;
  private long doubted = -1;

  WatchedSpace(Placement placement, Userfault userfault) {
    this.placement = placement;
    this.userfault = userfault;
  }

  Placement placement() {
    return placement;
  }

  Userfault userfault() {
    return userfault;
  }

  /** The name its descriptor is kept under. */
  String name() {
    return name(placement.task().pid(), placement.number());
  }

  static String name(int pid, int number) {
    return "uffd-" + pid + "-" + number;
  }

  /**
   * Places the first run of a chunk that is held and lacking here, with one system call.
   *
   * @return empty when there is none
   */
  Optional<Outcome> fill(int chunk, int most, boolean running) throws IOException {
    Optional<Run> next = placement.task().next(placement, chunk, most);
    return next.isEmpty() ? Optional.empty() : Optional.of(place(next.get(), running));
  }

  /** Places a run of pages that are held alike, as many as one system call will. */
  Outcome place(Run run, boolean running) throws IOException {
    TaskPages task = placement.task();
    long image = task.address(run.chunk(), run.from());
    Optional<AddressMap.Place> place = placement.map().runtime(image);
    if (place.isEmpty()) {
      placement.markDone(new Run(run.chunk(), run.from(), run.from() + 1));
      return Outcome.PROGRESS;
    }
    long length = Math.min((long) run.pages() * PageRange.PAGE, place.get().length());
    boolean zero = task.answer(image) == TaskPages.Answer.ZERO;
    while (true) {
      long to = place.get().runtime();
      long result =
          zero
              ? userfault.zero(to, length)
              : userfault.copy(to, task.slot(run.chunk(), run.from()), length);
      if (result > 0) {
        lastErrno = 0;
        return done(run, result);
      }
      switch ((int) -result) {
        case Errno.EEXIST -> {
          var _ = userfault.wake(to, PageRange.PAGE);
          return done(run, PageRange.PAGE);
        }
        case Errno.EAGAIN -> {
          return Outcome.EVENTS_FIRST;
        }
        case Errno.ESRCH, Errno.ENOSPC -> {
          return Outcome.GONE;
        }
        case Errno.ENOENT, Errno.EINVAL -> {
          // The range may reach over the end of a mapping: then a part of it can be placed.
          if (length > PageRange.PAGE) {
            length = Math.max(length / 2 & -PageRange.PAGE, PageRange.PAGE);
            continue;
          }
          if (!running) {
            return Outcome.LATER; // CRIU has not registered it yet
          }
          if (doubted != image) {
            doubted = image; // a change of the mappings may be about to tell of itself
            return Outcome.EVENTS_FIRST;
          }
          LOG.debug("page {} of {} is mapped no more", Long.toHexString(to), name());
          return done(run, PageRange.PAGE);
        }
        default -> {
          report((int) -result);
          return Outcome.LATER;
        }
      }
    }
  }

  private Outcome done(Run run, long bytes) throws IOException {
    int pages = (int) (bytes / PageRange.PAGE);
    placement.markDone(new Run(run.chunk(), run.from(), run.from() + pages));
    return Outcome.PROGRESS;
  }

  /** Answers a fault outside of what the checkpoint has: with a zero page. */
  Outcome answerZero(long address) {
    long result = userfault.zero(address, PageRange.PAGE);
    if (result > 0) {
      return Outcome.PROGRESS;
    }
    return switch ((int) -result) {
      case Errno.EEXIST, Errno.ENOENT, Errno.EINVAL -> {
        // There already, or not watched any more: whoever waits may try again.
        var _ = userfault.wake(address, PageRange.PAGE);
        yield Outcome.PROGRESS;
      }
      case Errno.EAGAIN -> Outcome.EVENTS_FIRST;
      case Errno.ESRCH, Errno.ENOSPC -> Outcome.GONE;
      default -> {
        report((int) -result);
        yield Outcome.LATER;
      }
    };
  }

  private void report(int errno) {
    if (errno != lastErrno) {
      LOG.warn(
          "cannot place a page into {}: {}; its task waits, this is tried again",
          name(),
          Errno.name(errno));
    }
    lastErrno = errno;
  }
}
