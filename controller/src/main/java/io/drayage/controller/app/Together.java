package io.drayage.controller.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same to several containers at once, a few at a time. */
final class Together {
  private static final int AT_ONCE = 8;

  private Together() {}

  /**
   * Returns when all are done, in one line each, what failed. An interrupted wait counts as failed.
   */
  static <T> List<String> run(List<T> all, Function<T, String> action) {
    var failures = new ArrayList<String>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<String>> futures =
          all.stream().map(one -> threads.submit(() -> action.apply(one))).toList();
      for (Future<String> future : futures) {
        try {
          var _ = future.get();
        } catch (ExecutionException e) {
          failures.add(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          failures.add("interrupted");
          threads.shutdownNow();
        }
      }
    }
    return failures;
  }
}
