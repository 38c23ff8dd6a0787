package io.drayage.transfer.memory;

import static io.drayage.transfer.page.ChunkBits.WORDS;

import io.drayage.platform.foreign.MemoryFile;
import io.drayage.transfer.page.ChunkBits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of equal records of longs, mapped into memory, that grows: what is written is there for
 * the next process even when this one is killed. Not thread-safe.
 */
final class BitFile implements AutoCloseable {
  /** Records that are mapped at a time. */
  static final int SEGMENT = 128;

  private final MemoryFile file;
  private final int longs;
  private final List<ByteBuffer> segments = new ArrayList<>();

  /** Opens the file, or makes it, for records of so many longs. */
  BitFile(Path path, int longs) throws IOException {
    long bytes = Files.exists(path) ? Files.size(path) : 0;
    this.longs = longs;
    this.file = MemoryFile.open(path);
    for (long at = 0; at + segmentBytes() <= bytes; at += segmentBytes()) {
      segments.add(file.view(at, segmentBytes()));
    }
  }

  private int segmentBytes() {
    return SEGMENT * longs * Long.BYTES;
  }

  /** How many records there is room for. */
  int capacity() {
    return segments.size() * SEGMENT;
  }

  /** Makes room, all zeros. Its memory is taken now, so that no later write can fail. */
  void grow(int records) throws IOException {
    while (capacity() < records) {
      long at = (long) segments.size() * segmentBytes();
      file.allocate(at, segmentBytes());
      segments.add(file.view(at, segmentBytes()));
    }
  }

  long get(int record, int index) {
    return segments.get(record / SEGMENT).getLong(position(record, index));
  }

  void set(int record, int index, long value) {
    segments.get(record / SEGMENT).putLong(position(record, index), value);
  }

  private int position(int record, int index) {
    return (record % SEGMENT * longs + index) * Long.BYTES;
  }

  /** The eight longs of a record from an index on. */
  long[] bits(int record, int index) {
    long[] bits = new long[WORDS];
    for (int i = 0; i < WORDS; i++) {
      bits[i] = get(record, index + i);
    }
    return bits;
  }

  /** Sets or clears a run of bits of those eight longs. */
  void fill(int record, int index, int from, int to, boolean value) {
    for (int i = from / 64; i < WORDS && i * 64 < to; i++) {
      long mask = ChunkBits.mask(i, from, to);
      long old = get(record, index + i);
      set(record, index + i, value ? old | mask : old & ~mask);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
