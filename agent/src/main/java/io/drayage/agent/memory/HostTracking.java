package io.drayage.agent.memory;

import io.drayage.transfer.track.KernelSupport;
import io.drayage.transfer.track.Trackers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How this host finds dirty pages: found out once, by trying. Thread-safe. */
public final class HostTracking {
  private static final Logger LOG = LoggerFactory.getLogger(HostTracking.class);

  private final CompletableFuture<Trackers.Choice> choice = new CompletableFuture<>();

  /** Begins to find out, on a thread of its own. */
  public static HostTracking detect() {
    var tracking = new HostTracking();
    Thread.ofPlatform().daemon().name("tracking").start(tracking::look);
    return tracking;
  }

  /** What was chosen and why; waits until that is known. */
  public Trackers.Choice choice() {
    return choice.join();
  }

  private void look() {
    try {
      Trackers.Choice found = Trackers.choose(Optional.empty(), KernelSupport.detect());
      LOG.info("Dirty pages are found by {}", found.reason());
      choice.complete(found);
    } catch (IOException e) {
      choice.completeExceptionally(new UncheckedIOException(e));
    }
  }
}
