package io.drayage.transfer.memory;

import io.drayage.platform.foreign.Poller;
import io.drayage.platform.foreign.UnixSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connection from CRIU's restore: for each task its process id and then its userfaultfd, and at
 * the end that the restore is finished (source: criu/uffd.c, ud_open and lazy_sk_read_event). For
 * the fault server's thread.
 */
final class RestorerLink {
  private static final int FINISHED = 0x52535446;

  /** What CRIU tells. */
  sealed interface Message {
    /** A task and the userfaultfd of its address space. */
    record Task(int pid, int fd) implements Message {}

    /** The tasks have been restored and are about to run. */
    record Finished() implements Message {}

    /** The connection has ended. */
    record Ended() implements Message {}
  }

  private final Poller poller;
  private @Nullable UnixSocket listener;
  private @Nullable UnixSocket connection;
  private final ByteBuffer word = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
  private int pid;

  /** Listens at a path; what was there is replaced. */
  RestorerLink(Path socket, Poller poller) throws IOException {
    this.poller = poller;
    Files.deleteIfExists(socket);
    UnixSocket listening = UnixSocket.listen(socket);
    poller.add(listening.fd());
    listener = listening;
  }

  /** Whether a descriptor that can be read is this link's. */
  boolean owns(int fd) {
    return (listener != null && listener.fd() == fd)
        || (connection != null && connection.fd() == fd);
  }

  /** The next thing that CRIU has told. To be called until it is empty. */
  Optional<Message> next() throws IOException {
    if (connection == null && listener != null) {
      Optional<UnixSocket> accepted = listener.accept();
      if (accepted.isEmpty()) {
        return Optional.empty();
      }
      poller.add(accepted.get().fd());
      connection = accepted.get();
      poller.remove(listener.fd());
      listener.close();
      listener = null;
    }
    return connection == null ? Optional.empty() : read(connection);
  }

  private Optional<Message> read(UnixSocket from) throws IOException {
    while (true) {
      boolean descriptorNext = pid != 0;
      ByteBuffer into = descriptorNext ? ByteBuffer.allocate(1) : word;
      Optional<UnixSocket.Received> received = from.receive(into);
      if (received.isEmpty()) {
        return Optional.empty();
      }
      if (received.get().bytes() == 0) {
        close();
        return Optional.of(new Message.Ended());
      }
      if (descriptorNext) {
        int task = pid;
        pid = 0;
        int fd =
            received
                .get()
                .descriptor()
                .orElseThrow(() -> new IOException("CRIU sent no descriptor for task " + task));
        return Optional.of(new Message.Task(task, fd));
      }
      if (!word.hasRemaining()) {
        int value = word.flip().getInt();
        word.clear();
        if (value == FINISHED) {
          return Optional.of(new Message.Finished());
        }
        pid = Math.max(value, 0); // a negative one is a zombie's, which has no memory
      }
    }
  }

  void close() {
    for (UnixSocket socket : new @Nullable UnixSocket[] {listener, connection}) {
      if (socket != null) {
        poller.remove(socket.fd());
        socket.close();
      }
    }
    listener = null;
    connection = null;
  }
}
