package io.drayage.platform.foreign;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Sockets in another network namespace. A socket belongs for good to the namespace that its
 * creator's thread was in (network_namespaces(7)), so one thread enters it (setns(2), which needs
 * CAP_SYS_ADMIN), makes the socket, and ends; any thread uses the socket then.
 */
public final class NetworkNamespace {
  private static final int O_CLOEXEC = 0x80000;
  private static final int CLONE_NEWNET = 0x40000000;

  private NetworkNamespace() {}

  /**
   * Makes an IPv4 TCP socket in a namespace; not connected.
   *
   * @param file the namespace's file, as in /run/netns
   * @throws IOException when the namespace is not there or may not be entered
   */
  public static SocketChannel openSocket(Path file) throws IOException {
    var socket = new CompletableFuture<SocketChannel>();
    // A platform thread: setns(2) changes the thread that calls, and it must not serve others
    // after.
    Thread.ofPlatform()
        .name("namespace " + file.getFileName())
        .start(() -> {
          try {
            enter(file);
            socket.complete(SocketChannel.open(StandardProtocolFamily.INET));
          } catch (IOException | RuntimeException e) {
            socket.completeExceptionally(e);
          }
        });
    try {
      return socket.get();
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new IOException("no socket in namespace %s: %s".formatted(file, cause.getMessage()), e);
    } catch (InterruptedException e) {
      var _ = socket.thenAccept(NetworkNamespace::close);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a socket was made");
    }
  }

  private static void close(SocketChannel unwanted) {
    try {
      unwanted.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void enter(Path file) throws SystemCallException {
    int namespace;
    try (Arena arena = Arena.ofConfined()) {
      long name = arena.allocateFrom(file.toString()).address();
      namespace =
          (int)
              CallNumber.OPENAT.check(
                  CallNumber.OPENAT.call(CallNumber.AT_FDCWD, name, O_CLOEXEC, 0, 0, 0));
    }
    try {
      CallNumber.SETNS.check(CallNumber.SETNS.call(namespace, CLONE_NEWNET, 0));
    } finally {
      Descriptors.close(namespace);
    }
  }
}
