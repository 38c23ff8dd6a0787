package io.drayage.transfer.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A CRIU image: two magic numbers, then entries of a four-byte length and a protobuf message each
 * (CRIU documentation, "Images").
 *
 * @param magic the second of its magic numbers, which tells what it holds
 * @param entries the messages, encoded
 */
record ImageFile(int magic, List<byte[]> entries) {
  private static final int COMMON_MAGIC = 0x54564319;
  private static final int MAGICS = 8;

  /** No image of a task's mappings or of its pagemap comes near this. */
  private static final long LARGEST = 256L << 20;

  ImageFile {
    entries = List.copyOf(entries);
  }

  /**
   * Reads one.
   *
   * @param kind what the magic number stands for, in words
   * @throws IOException when it is of another kind, or broken
   */
  static ImageFile read(Path file, int magic, String kind) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException("image %s is larger than any %s".formatted(file, kind));
    }
    ByteBuffer image = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (image.remaining() < MAGICS || image.getInt() != COMMON_MAGIC || image.getInt() != magic) {
      throw new IOException("image %s is no %s".formatted(file, kind));
    }
    var entries = new ArrayList<byte[]>();
    while (image.hasRemaining()) {
      int length = image.remaining() < Integer.BYTES ? -1 : image.getInt();
      if (length < 0 || length > image.remaining()) {
        throw new EOFException("image %s ends within an entry".formatted(file));
      }
      byte[] entry = new byte[length];
      image.get(entry);
      entries.add(entry);
    }
    return new ImageFile(magic, entries);
  }

  /** Writes it, in place of one that is there. */
  void write(Path file) throws IOException {
    int length = MAGICS + entries.stream().mapToInt(entry -> Integer.BYTES + entry.length).sum();
    ByteBuffer image = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    image.putInt(COMMON_MAGIC).putInt(magic);
    for (byte[] entry : entries) {
      image.putInt(entry.length).put(entry);
    }
    Files.write(file, image.array());
  }
}
