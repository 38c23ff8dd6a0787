package io.drayage.controller.migration;

import io.drayage.controller.protection.Clearance;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A verdict that is confirmed beside the restore: clients wait for both. */
final class LateVerdict {
  private final CompletableFuture<Void> verdict;

  private LateVerdict(CompletableFuture<Void> verdict) {
    this.verdict = verdict;
  }

  /** Begins to confirm, on a virtual thread. */
  static LateVerdict ask(Clearance clearance) {
    return new LateVerdict(
        CompletableFuture.runAsync(
            clearance::confirm, work -> Thread.ofVirtual().name("verdict").start(work)));
  }

  /**
   * Waits until it is confirmed.
   *
   * @throws RuntimeException what the clearance threw, when it is not
   */
  void require() {
    try {
      var _ = verdict.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
