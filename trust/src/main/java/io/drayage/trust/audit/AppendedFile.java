package io.drayage.trust.audit;

import io.drayage.platform.file.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file of mode 0600 that only grows. Owned by one thread, which nobody interrupts. */
final class AppendedFile implements AutoCloseable {
  private final FileChannel channel;
  private long length;

  private AppendedFile(FileChannel channel, long length) {
    this.channel = channel;
    this.length = length;
  }

  /** Opens the file, or makes it; its name is on disk when this returns. */
  static AppendedFile open(Path file) throws IOException {
    boolean made = !Files.exists(file);
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    if (made) {
      DurableFile.keepName(file);
    }
    return new AppendedFile(channel, channel.size());
  }

  /**
   * Appends a line; it is on disk when this returns.
   *
   * @throws IOException when it is not; then nothing of it is in the file, as far as can be done
   */
  void append(byte[] line) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
    if (channel.size() > length) {
      cut(length);
    }
    long end = length + bytes.remaining();
    try {
      while (bytes.hasRemaining()) {
        var _ = channel.write(bytes, end - bytes.remaining());
      }
      channel.force(true);
      length = end;
    } catch (IOException e) {
      try {
        cut(length);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /** Takes out all that follows a place. */
  void cut(long at) throws IOException {
    var _ = channel.truncate(at);
    channel.force(true);
    length = at;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
