package io.drayage.preflight.probe;

import io.drayage.platform.foreign.BorrowedDescriptor;
import io.drayage.platform.foreign.SystemCallException;
import io.drayage.preflight.fact.OpenFile;
import io.drayage.preflight.fact.SocketUse;
import io.drayage.preflight.fact.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Asks the kernel what a process's socket is (socket(7), unix(7), tcp(7)). */
final class SocketProbe {
  private static final int SOL_SOCKET = 1;
  private static final int SO_TYPE = 3;
  private static final int SO_PEERCRED = 17;
  private static final int SO_PROTOCOL = 38;
  private static final int SO_DOMAIN = 39;
  private static final int SOL_TCP = 6;
  private static final int TCP_ULP = 31;

  private SocketProbe() {}

  /** What a socket is; empty when it is gone or must not be asked. */
  static Optional<OpenFile> look(Task task, int fd, Subject subject) {
    try (BorrowedDescriptor socket = BorrowedDescriptor.of(task.pid(), fd)) {
      int family = socket.option(SOL_SOCKET, SO_DOMAIN);
      int type = socket.option(SOL_SOCKET, SO_TYPE);
      int protocol = socket.option(SOL_SOCKET, SO_PROTOCOL);
      boolean outside = family == SocketUse.UNIX && isOutside(socket, subject);
      return Optional.of(
          new OpenFile(
              task.pid(),
              task.name(),
              "socket",
              OpenFile.Kind.SOCKET,
              0,
              0,
              0,
              0,
              outside,
              Optional.of(new SocketUse(family, type, protocol, upperLayer(socket, protocol)))));
    } catch (SystemCallException e) {
      return Optional.empty();
    }
  }

  private static String upperLayer(BorrowedDescriptor socket, int protocol) {
    try {
      return protocol == SOL_TCP ? socket.textOption(SOL_TCP, TCP_ULP) : "";
    } catch (SystemCallException e) {
      return "";
    }
  }

  /**
   * Whether the other end's process is alive and in other namespaces. It is who listened, or made
   * the pair; one that has ended says nothing.
   */
  private static boolean isOutside(BorrowedDescriptor socket, Subject subject) {
    try {
      int peer = socket.option(SOL_SOCKET, SO_PEERCRED);
      return peer > 0
          && !subject.pids().contains(peer)
          && !namespace(peer).equals(namespace(subject.first()));
    } catch (IOException e) {
      return false;
    }
  }

  private static Path namespace(int pid) throws IOException {
    return Files.readSymbolicLink(Subject.proc(pid).resolve("ns/pid"));
  }
}
