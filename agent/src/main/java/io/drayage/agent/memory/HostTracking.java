package io.drayage.agent.memory;

import io.drayage.transfer.track.KernelSupport;
import io.drayage.transfer.track.TrackerKind;
import io.drayage.transfer.track.Trackers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How this host finds dirty pages: found out once, by trying. Thread-safe. */
public final class HostTracking {
  private static final Logger LOG = LoggerFactory.getLogger(HostTracking.class);

  private final CompletableFuture<Trackers.Choice> choice = new CompletableFuture<>();

  /**
   * Begins to find out, on a thread of its own.
   *
   * @param wanted the only way to use, whether or not the kernel has a better one
   */
  public static HostTracking detect(Optional<TrackerKind> wanted) {
    var tracking = new HostTracking();
    Thread.ofPlatform().daemon().name("tracking").start(() -> tracking.look(wanted));
    return tracking;
  }

  /**
   * What was chosen and why; waits until that is known.
   *
   * @throws UncheckedIOException when what is wanted does not work here
   */
  public Trackers.Choice choice() {
    try {
      return choice.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof UncheckedIOException failed ? failed : e;
    }
  }

  private void look(Optional<TrackerKind> wanted) {
    try {
      Trackers.Choice found = Trackers.choose(wanted, KernelSupport.detect());
      LOG.info("Dirty pages are found by {}", found.reason());
      choice.complete(found);
    } catch (IOException e) {
      String reason =
          "memory cannot be copied in rounds: %s; take tracker out of this agent's configuration"
              .formatted(e.getMessage());
      LOG.error("No tracker: {}", reason);
      choice.completeExceptionally(new UncheckedIOException(reason, e));
    }
  }
}
