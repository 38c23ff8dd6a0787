package io.drayage.platform.foreign;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * One address space of a process, through its {@code maps}, {@code mem} and {@code pagemap} under
 * /proc. Each belongs to the address space it was opened on: after an exec or the process's end,
 * {@link #maps()} is empty. Owned by one thread at a time; needs the right to trace the process.
 */
public final class AddressSpace implements AutoCloseable {
  /** Bytes of a page. */
  public static final int PAGE = 4096;

  /** {@code _IOWR('f', 16, struct pm_scan_arg)}. */
  private static final long PAGEMAP_SCAN = 0xc0606610L;

  private static final int ARGUMENT = 96;
  private static final int REGION = 24;
  private static final int REGIONS = 2048;
  private static final int ENTRIES = 64 * 1024 / Long.BYTES;

  /** In memory or swapped out. */
  private static final long POPULATED = 1L << 63 | 1L << 62;

  private static final int FLAG_PROTECT = 1;
  private static final int FLAG_TRACKED = 2;

  private final Descriptor maps;
  private final Descriptor mem;
  private final Descriptor pagemap;
  private final ByteBuffer text = ByteBuffer.allocateDirect(64 * 1024);
  private final ByteBuffer entries = text.duplicate().order(ByteOrder.nativeOrder());
  private final Arena arena = Arena.ofShared();
  private final MemorySegment argument = arena.allocate(ARGUMENT, 8);
  private final MemorySegment regions = arena.allocate((long) REGION * REGIONS, 8);

  private AddressSpace(Descriptor maps, Descriptor mem, Descriptor pagemap) {
    this.maps = maps;
    this.mem = mem;
    this.pagemap = pagemap;
  }

  /** Takes what a scan finds: a run of pages alike, from its first byte to its end. */
  @FunctionalInterface
  public interface Found {
    /** Called once a run, by ascending addresses; categories as the query asked for. */
    void run(long start, long end, long categories);
  }

  /**
   * Opens a process's address space as it is now.
   *
   * @throws IOException when the process is gone or may not be traced
   */
  public static AddressSpace open(int pid) throws IOException {
    return open(Path.of("/proc", Integer.toString(pid)));
  }

  static AddressSpace open(Path process) throws SystemCallException {
    Descriptor maps = Descriptor.open(process.resolve("maps"));
    try {
      Descriptor mem = Descriptor.open(process.resolve("mem"));
      try {
        return new AddressSpace(maps, mem, Descriptor.open(process.resolve("pagemap")));
      } catch (SystemCallException e) {
        mem.close();
        throw e;
      }
    } catch (SystemCallException e) {
      maps.close();
      throw e;
    }
  }

  /**
   * The text of {@code maps}, a mapping a line (proc_pid_maps(5)); empty when the address space is
   * gone.
   */
  public String maps() throws IOException {
    var bytes = new ByteArrayOutputStream();
    byte[] part = new byte[text.capacity()];
    for (long position = 0; ; ) {
      text.clear();
      int got;
      try {
        got = maps.read(text, position);
      } catch (SystemCallException e) {
        if (e.gone()) {
          return "";
        }
        throw e;
      }
      if (got <= 0) {
        return bytes.toString(StandardCharsets.UTF_8);
      }
      text.flip().get(part, 0, got);
      bytes.write(part, 0, got);
      position += got;
    }
  }

  /**
   * Reads memory into a direct buffer's remaining space, from one address on. A page that is not
   * populated becomes populated by that.
   *
   * @return how many bytes came; fewer than asked for where the mapping ends, 0 when the address
   *     space is gone
   * @throws SystemCallException with EIO when nothing is mapped at the address
   */
  public int read(long address, ByteBuffer buffer) throws IOException {
    return mem.read(buffer, address);
  }

  /**
   * Finds populated pages between two addresses by their entries in the pagemap, which every kernel
   * has (Documentation/admin-guide/mm/pagemap.rst).
   *
   * @param all the bits that an entry must have
   * @param none the bits that it must not have
   * @param found takes runs of pages, with no categories
   */
  public void scanEntries(long start, long end, long all, long none, Found found)
      throws IOException {
    long run = -1;
    long at = start;
    while (at < end) {
      entries.clear().limit((int) Math.min(ENTRIES, (end - at) / PAGE) * Long.BYTES);
      if (pagemap.read(entries, at / PAGE * Long.BYTES) <= 0) {
        break;
      }
      entries.flip();
      for (; entries.remaining() >= Long.BYTES; at += PAGE) {
        long entry = entries.getLong();
        boolean wanted = (entry & POPULATED) != 0 && (entry & all) == all && (entry & none) == 0;
        if (wanted && run < 0) {
          run = at;
        } else if (!wanted && run >= 0) {
          found.run(run, at, 0);
          run = -1;
        }
      }
    }
    if (run >= 0) {
      found.run(run, at, 0);
    }
  }

  /**
   * Finds pages between two addresses (since Linux 6.7).
   *
   * @throws SystemCallException with EPERM when the query asks for tracked ranges only and one is
   *     not: then any page between the addresses may have been protected without being told; with
   *     ENOTTY where the kernel has no such scan
   */
  public void scan(PageQuery query, long start, long end, Found found) throws IOException {
    long flags = (query.protect() ? FLAG_PROTECT : 0) | (query.tracked() ? FLAG_TRACKED : 0);
    long[] fields = {
      ARGUMENT,
      flags,
      start,
      end,
      0,
      regions.address(),
      REGIONS,
      0,
      query.none(),
      query.all() | query.none(),
      query.any(),
      query.returned()
    };
    for (long from = start; from < end; ) {
      fields[2] = from;
      MemorySegment.copy(fields, 0, argument, JAVA_LONG, 0, fields.length);
      long count = pagemap.ioctl("PAGEMAP_SCAN", PAGEMAP_SCAN, argument);
      for (long i = 0; i < count; i++) {
        found.run(
            regions.get(JAVA_LONG, i * REGION),
            regions.get(JAVA_LONG, i * REGION + 8),
            regions.get(JAVA_LONG, i * REGION + 16));
      }
      long reached = argument.get(JAVA_LONG, 4 * 8);
      if (reached <= from) {
        throw new IOException("PAGEMAP_SCAN made no progress at 0x" + Long.toHexString(from));
      }
      from = reached;
    }
  }

  @Override
  public void close() {
    maps.close();
    mem.close();
    pagemap.close();
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
