package io.drayage.transfer.memory;

import static io.drayage.transfer.page.ChunkBits.WORDS;

import io.drayage.platform.foreign.MemoryFile;
import io.drayage.transfer.page.ChunkBits;
import io.drayage.transfer.page.PageRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One task's pages as chunks of 2 MiB of addresses: for each, 512 slots in a sparse file, and in an
 * index its address and a bit per page for each {@link Mark}. A chunk takes 512 bytes of index, one
 * a page. Not thread-safe.
 */
final class Chunks implements AutoCloseable {
  static final int PAGES = ChunkBits.PAGES;
  static final long BYTES = (long) PAGES * PageRange.PAGE;

  private static final int RECORD = 64;
  private static final int PRESENT = 0;
  private static final int ADDRESS = 1;
  private static final int FIRST_MARK = 8;

  /** What is known of a page. */
  enum Mark {
    /** Its slot has its content. */
    CONTENT(0),
    /** It is all zeros. */
    ZERO(1),
    /** The checkpoint has it, and leaves it to be placed later. */
    LAZY(2),
    /** No task needs it from here any more. */
    RELEASED(3);

    private final int index;

    Mark(int order) {
      index = FIRST_MARK + order * WORDS;
    }
  }

  private final BitFile index;
  private final MemoryFile data;
  private final NavigableMap<Long, Integer> byAddress = new TreeMap<>();
  private final List<Long> addresses = new ArrayList<>();
  private final List<Long> mapped = new ArrayList<>();
  private long size;

  /** Opens what the directory has of a task, or begins anew. */
  Chunks(Path directory, int pid) throws IOException {
    index = new BitFile(directory.resolve(pid + ".index"), RECORD);
    data = MemoryFile.open(directory.resolve(pid + ".pages"));
    size = Files.size(directory.resolve(pid + ".pages"));
    for (int chunk = 0; chunk < index.capacity(); chunk++) {
      if (index.get(chunk, PRESENT) == 0) {
        break;
      }
      register(chunk, index.get(chunk, ADDRESS));
    }
    mapUpTo(addresses.size());
  }

  private void register(int chunk, long address) {
    byAddress.put(address, chunk);
    addresses.add(address);
  }

  private void mapUpTo(int chunks) throws IOException {
    while (mapped.size() * BitFile.SEGMENT < chunks) {
      long bytes = BitFile.SEGMENT * BYTES;
      long at = mapped.size() * bytes;
      if (at + bytes > size) {
        size = at + bytes;
        data.resize(size);
      }
      mapped.add(data.address(at, bytes));
    }
  }

  static long base(long address) {
    return address & -BYTES;
  }

  static int page(long address) {
    return (int) ((address & (BYTES - 1)) / PageRange.PAGE);
  }

  int count() {
    return addresses.size();
  }

  /** Address of each chunk and its number, by address. */
  NavigableMap<Long, Integer> byAddress() {
    return byAddress;
  }

  long address(int chunk) {
    return addresses.get(chunk);
  }

  /** The chunk of an address, or -1. */
  int find(long address) {
    return byAddress.getOrDefault(base(address), -1);
  }

  /** The chunk of an address, begun if need be. */
  int findOrAdd(long address) throws IOException {
    int known = find(address);
    if (known >= 0) {
      return known;
    }
    int chunk = addresses.size();
    index.grow(chunk + 1);
    mapUpTo(chunk + 1);
    index.set(chunk, ADDRESS, base(address));
    index.set(chunk, PRESENT, 1); // last: a record without it is no record
    register(chunk, base(address));
    return chunk;
  }

  long[] bits(int chunk, Mark mark) {
    return index.bits(chunk, mark.index);
  }

  void mark(int chunk, Mark mark, int from, int to, boolean value) {
    index.fill(chunk, mark.index, from, to, value);
  }

  /** Writes pages into their slots; the caller marks them after that. */
  void write(int chunk, int page, ByteBuffer content) throws IOException {
    data.write(position(chunk, page), content);
  }

  /** Gives the memory of slots back; the caller has taken their marks away before. */
  void free(int chunk, int from, int to) throws IOException {
    data.release(position(chunk, from), (long) (to - from) * PageRange.PAGE);
  }

  /** Where in this process's memory a slot is. */
  long slot(int chunk, int page) {
    return mapped.get(chunk / BitFile.SEGMENT)
        + chunk % BitFile.SEGMENT * BYTES
        + (long) page * PageRange.PAGE;
  }

  private static long position(int chunk, int page) {
    return chunk * BYTES + (long) page * PageRange.PAGE;
  }

  @Override
  public void close() {
    index.close();
    data.close();
  }
}
