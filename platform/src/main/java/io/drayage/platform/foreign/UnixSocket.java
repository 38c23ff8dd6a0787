package io.drayage.platform.foreign;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A Unix socket that can pass file descriptors (unix(7), SCM_RIGHTS), which Java's own cannot. For
 * one thread at a time.
 */
public final class UnixSocket implements AutoCloseable {
  private static final int STREAM = 1;
  private static final int DATAGRAM = 2;
  private static final int CLOEXEC = 0x80000;
  private static final int NONBLOCK = 0x800;
  private static final int LONGEST_PATH = 107;
  private static final int BUFFER = 4096;
  private static final int RECEIVE_FLAGS = 0x40000000 /* close on exec */;
  private static final int SEND_FLAGS = 0x4000 /* no signal */;

  private final int fd;
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment header = arena.allocate(56, 8);
  private final MemorySegment vector = arena.allocate(16, 8);
  private final MemorySegment control = arena.allocate(24, 8);
  private final MemorySegment data = arena.allocate(BUFFER, 8);

  private UnixSocket(int fd) {
    this.fd = fd;
  }

  /** What was received: how many bytes (0: the peer has closed), and a descriptor if one came. */
  public record Received(int bytes, OptionalInt descriptor) {}

  /** A stream socket that listens at a path of at most 107 bytes and does not block. */
  public static UnixSocket listen(Path path) throws IOException {
    UnixSocket socket = open(STREAM | NONBLOCK);
    socket.named(CallNumber.BIND, path.toString());
    CallNumber.LISTEN.check(CallNumber.LISTEN.call(socket.fd, 8, 0));
    return socket;
  }

  /** A stream connection to a path; it blocks. */
  public static UnixSocket connect(Path path) throws IOException {
    UnixSocket socket = open(STREAM);
    socket.named(CallNumber.CONNECT, path.toString());
    return socket;
  }

  /** A datagram socket connected to a path, or to an abstract name that starts with "@". */
  public static UnixSocket datagram(String name) throws IOException {
    UnixSocket socket = open(DATAGRAM);
    socket.named(CallNumber.CONNECT, name);
    return socket;
  }

  private static UnixSocket open(int type) throws SystemCallException {
    return new UnixSocket(
        (int) CallNumber.SOCKET.check(CallNumber.SOCKET.call(1, type | CLOEXEC, 0)));
  }

  private void named(CallNumber call, String name) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    try {
      if (bytes.length > LONGEST_PATH) {
        throw new IOException("a socket's path has at most 107 bytes: " + name);
      }
      if (bytes[0] == '@') {
        bytes[0] = 0;
      }
      data.fill((byte) 0);
      data.set(JAVA_SHORT, 0, (short) 1);
      MemorySegment.copy(MemorySegment.ofArray(bytes), 0, data, 2, bytes.length);
      boolean isAbstract = bytes[0] == 0;
      long length = 2L + bytes.length + (isAbstract ? 0 : 1);
      long result = call.call(fd, data.address(), length);
      if (result < 0) {
        throw new IOException(
            call.name().toLowerCase(Locale.ROOT) + " " + name + ": " + Errno.name((int) -result));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** What to poll for. */
  public int fd() {
    return fd;
  }

  /** The next connection, which does not block; empty when nobody waits. */
  public Optional<UnixSocket> accept() throws SystemCallException {
    long result = CallNumber.ACCEPT4.call(fd, 0, 0, CLOEXEC | NONBLOCK, 0, 0);
    if (result == -Errno.EAGAIN || result == -Errno.EINTR) {
      return Optional.empty();
    }
    return Optional.of(new UnixSocket((int) CallNumber.ACCEPT4.check(result)));
  }

  /**
   * Receives what there is, at most what the buffer can take and 4096 bytes, with at most one
   * descriptor, which is then the caller's to close. Empty when there is nothing and the socket
   * does not block.
   */
  public Optional<Received> receive(ByteBuffer into) throws SystemCallException {
    int most = Math.min(into.remaining(), BUFFER);
    long result;
    do {
      message(most, 24);
      result = CallNumber.RECVMSG.call(fd, header.address(), RECEIVE_FLAGS);
    } while (result == -Errno.EINTR);
    if (result == -Errno.EAGAIN) {
      return Optional.empty();
    }
    int bytes = (int) CallNumber.RECVMSG.check(result);
    into.put(data.asSlice(0, bytes).asByteBuffer());
    boolean passed =
        header.get(JAVA_LONG, 40) >= 20
            && control.get(JAVA_INT, 8) == 1
            && control.get(JAVA_INT, 12) == 1;
    OptionalInt descriptor =
        passed ? OptionalInt.of(control.get(JAVA_INT, 16)) : OptionalInt.empty();
    return Optional.of(new Received(bytes, descriptor));
  }

  /** Sends a message of at most 4096 bytes. */
  public void send(ByteBuffer message) throws SystemCallException {
    send(message, 0);
  }

  /** Sends a message of 1 to 4096 bytes and, with it, a descriptor, which stays the caller's. */
  public void sendDescriptor(ByteBuffer message, int descriptor) throws SystemCallException {
    control.set(JAVA_LONG, 0, 20);
    control.set(JAVA_INT, 8, 1);
    control.set(JAVA_INT, 12, 1);
    control.set(JAVA_INT, 16, descriptor);
    send(message, 24);
  }

  private void send(ByteBuffer message, int controlBytes) throws SystemCallException {
    while (message.hasRemaining()) {
      int bytes = Math.min(message.remaining(), BUFFER);
      MemorySegment.copy(MemorySegment.ofBuffer(message), 0, data, 0, bytes);
      message(bytes, controlBytes);
      long sent = CallNumber.SENDMSG.call(fd, header.address(), SEND_FLAGS);
      if (sent != -Errno.EINTR) {
        message.position(message.position() + (int) CallNumber.SENDMSG.check(sent));
        controlBytes = 0;
      }
    }
  }

  private void message(int bytes, int controlBytes) {
    vector.set(JAVA_LONG, 0, data.address());
    vector.set(JAVA_LONG, 8, bytes);
    header.fill((byte) 0);
    header.set(JAVA_LONG, 16, vector.address());
    header.set(JAVA_LONG, 24, 1);
    header.set(JAVA_LONG, 32, controlBytes == 0 ? 0 : control.address());
    header.set(JAVA_LONG, 40, controlBytes);
  }

  @Override
  public void close() {
    Descriptors.close(fd);
  }
}
