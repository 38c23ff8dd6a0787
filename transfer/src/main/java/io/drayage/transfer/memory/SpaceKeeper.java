package io.drayage.transfer.memory;

import io.drayage.platform.foreign.Poller;
import io.drayage.platform.foreign.Userfault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address spaces of a container that still need pages, and their descriptors. Changed by the
 * fault server's thread only.
 */
final class SpaceKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(SpaceKeeper.class);

  private final Poller poller;
  private final DescriptorKeeper keeper;
  private final List<WatchedSpace> spaces = new CopyOnWriteArrayList<>();
  private boolean lostOne;

  SpaceKeeper(Poller poller, DescriptorKeeper keeper) {
    this.poller = poller;
    this.keeper = keeper;
  }

  List<WatchedSpace> all() {
    return spaces;
  }

  List<WatchedSpace> of(TaskPages task) {
    List<WatchedSpace> found = new ArrayList<>();
    for (WatchedSpace space : spaces) {
      if (space.placement().task() == task) {
        found.add(space);
      }
    }
    return found;
  }

  /** Whether no space needs anything any more. */
  boolean areDone() {
    return spaces.isEmpty() && !lostOne;
  }

  /** Whether a space has not ended. */
  boolean has(WatchedSpace space) {
    return spaces.contains(space);
  }

  /** The space of a task that CRIU restores. */
  void restored(TaskPages task, int fd) throws IOException {
    keep(new WatchedSpace(task.open(0), new Userfault(fd)));
  }

  /** The space of a child that was forked from another. */
  void forked(WatchedSpace parent, int fd) throws IOException {
    TaskPages task = parent.placement().task();
    int number = 1;
    for (Placement placement : task.placements()) {
      number = Math.max(number, placement.number() + 1);
    }
    Placement child;
    try {
      child = parent.placement().fork(number);
    } catch (IOException e) {
      lostOne = true; // the descriptor stays open: the child waits for ever, and reads no zeros
      throw e;
    }
    keep(new WatchedSpace(child, new Userfault(fd)));
  }

  private void keep(WatchedSpace space) throws IOException {
    // In the list first: whatever fails now, the descriptor stays open and its task waits.
    spaces.add(space);
    poller.add(space.userfault().fd());
    keeper.keep(space.name(), space.userfault().fd());
  }

  /** Goes on with a space whose descriptor was kept while this process was away. */
  void kept(TaskPages task, int number, int fd) throws IOException {
    WatchedSpace space = new WatchedSpace(task.open(number), new Userfault(fd));
    spaces.add(space);
    poller.add(fd);
    // Faults that the last process had read are told to nobody again unless they are repeated.
    var _ = space.userfault().wake(1L << 16, (1L << 47) - (1L << 17));
  }

  /** Gives a space up. Right only when it lacks no page, or its task has ended. */
  void end(WatchedSpace space) throws IOException {
    spaces.remove(space);
    poller.remove(space.userfault().fd());
    try {
      keeper.forget(space.name());
    } catch (IOException e) {
      LOG.warn("cannot let the descriptor {} be forgotten: {}", space.name(), e.getMessage());
    }
    space.userfault().close();
    space.placement().end();
  }
}
