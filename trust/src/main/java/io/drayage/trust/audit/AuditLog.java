package io.drayage.trust.audit;

import io.drayage.trust.TrustException;
import io.drayage.trust.identity.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * A controller's audit log: append-only lines that form a chain of hashes, with heads that the
 * controller signs when it begins, for each day that has ended, and when it ends. Thread-safe. A
 * thread that is interrupted meanwhile still gets its entry on disk: one thread of the log's own
 * does all I/O.
 */
public final class AuditLog implements Audit, AutoCloseable {
  private final ExecutorService writer;
  private final AuditWriter log;

  private AuditLog(ExecutorService writer, AuditWriter log) {
    this.writer = writer;
    this.log = log;
  }

  /**
   * Opens the log of a directory, or begins one. A line that a crash broke off is taken out, and an
   * entry tells of it.
   *
   * @param signer the controller, as it is when a head is signed
   * @throws TrustException when another process writes it, or it was tampered with at its end
   */
  public static AuditLog open(Path directory, Supplier<Identity> signer, Clock clock) {
    ExecutorService writer =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("audit").factory());
    try {
      AuditWriter log =
          wait(
              CompletableFuture.supplyAsync(
                  () -> AuditWriter.open(new AuditDirectory(directory), signer, clock), writer));
      return new AuditLog(writer, log);
    } catch (RuntimeException e) {
      writer.shutdownNow();
      throw e;
    }
  }

  @Override
  public void append(AuditEvent event) {
    wait(() -> log.append(event));
  }

  /**
   * Signs what the log holds now, for somebody to keep elsewhere.
   *
   * @return the head, a compact JSON Web Signature
   */
  public String head() {
    try {
      return wait(CompletableFuture.supplyAsync(log::head, writer));
    } catch (RejectedExecutionException e) {
      throw closed(e);
    }
  }

  /** Where it lies. */
  public AuditSource source() {
    return log.directory();
  }

  /** Tells that the controller ends, and signs that. */
  @Override
  public void close() {
    try {
      wait(log::close);
    } finally {
      writer.shutdown();
    }
  }

  /** Something that may fail for the disk's sake. */
  interface Work {
    void run() throws IOException;
  }

  private void wait(Work work) {
    try {
      var _ =
          wait(
              CompletableFuture.supplyAsync(
                  () -> {
                    log.attempt(work);
                    return true;
                  },
                  writer));
    } catch (RejectedExecutionException e) {
      throw closed(e);
    }
  }

  private static <T> T wait(CompletableFuture<T> work) {
    try {
      return work.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static TrustException closed(RejectedExecutionException e) {
    return new TrustException("The audit log is closed: the controller ends; ask it again", e);
  }
}
