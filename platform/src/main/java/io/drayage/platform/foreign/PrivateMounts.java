package io.drayage.platform.foreign;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A mount namespace of its own (mount_namespaces(7)): a copy of this process's, in which mounts
 * change what the processes started in it see, and nobody else. One thread holds it until {@link
 * #close()}; processes started in it keep it beyond that. Safe for use by several threads.
 */
public final class PrivateMounts implements AutoCloseable {
  private static final int CLONE_NEWNS = 0x20000;

  // A platform thread: unshare(2) changes the thread that calls, and it must serve nobody else.
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("mounts").factory());

  private PrivateMounts() {}

  /**
   * Makes one; needs CAP_SYS_ADMIN.
   *
   * @throws IOException when the kernel refuses
   */
  public static PrivateMounts open() throws IOException {
    Machine.require();
    var mounts = new PrivateMounts();
    try {
      mounts.call(() -> {
        CallNumber.UNSHARE.check(CallNumber.UNSHARE.call(CLONE_NEWNS, 0, 0));
        Mounts.keepPrivate(Path.of("/"));
        return mounts;
      });
      return mounts;
    } catch (IOException | RuntimeException e) {
      mounts.close();
      throw e;
    }
  }

  /**
   * Does something within the namespace: a process that it starts lives there.
   *
   * @throws IOException what the action failed with, or the interruption of the calling thread
   */
  public <T> T call(Callable<T> action) throws IOException {
    try {
      return thread.submit(action).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted in a mount namespace");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case null, default -> throw new IOException(e.getMessage(), e);
      }
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
