package io.drayage.cli.e2e;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A client that asks a memory workload for a beat, one after the other over one connection, until
 * it is closed: each must be answered, and in order.
 */
final class Heart implements AutoCloseable {
  private final Connection connection;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final CompletableFuture<Long> beats = new CompletableFuture<>();

  Heart(MemoryWorkload workload) {
    connection = workload.connect();
    Thread.ofVirtual().name("heart").start(this::beat);
  }

  private void beat() {
    try {
      long number = 0;
      while (!stopped.get()) {
        String answer = connection.ask("beat");
        if (!answer.equals("beat " + ++number)) {
          throw new IllegalStateException("beat %d was answered %s".formatted(number, answer));
        }
      }
      beats.complete(number);
    } catch (RuntimeException e) {
      beats.completeExceptionally(e);
    }
  }

  /** Ends it, and returns how often it was answered; throws what went wrong. */
  long stop() {
    stopped.set(true);
    return beats.join();
  }

  @Override
  public void close() {
    stopped.set(true);
    connection.close();
  }
}
