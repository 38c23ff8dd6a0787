package io.drayage.transfer.checkpoint;

import io.drayage.transfer.page.PageRange;
import io.drayage.transfer.page.PageRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * CRIU's {@code pagemap-PID.img}: which pages a checkpoint has of a task, and whether their content
 * is in the images or is to be had later.
 *
 * <p>The first of its entries is a head (CRIU, images/pagemap.proto).
 */
public final class PagemapImage {
  private static final Pattern NAME = Pattern.compile("pagemap-([1-9][0-9]{0,8})\\.img");

  /** The second magic number. */
  static final int MAGIC = 0x56084025;

  /** A run's flag: its content is to be had later. */
  static final int LAZY = 2;

  /** A run's flag: its content is in the images. */
  static final int PRESENT = 4;

  /** Pages that all of a task's memory can have: 256 TiB, more than any is given today. */
  private static final long MOST_PAGES = 1L << 36;

  private PagemapImage() {}

  /**
   * The pages whose content a checkpoint left behind, of all its tasks.
   *
   * @throws IOException when an image cannot be read or is none
   */
  public static List<PageRun> lazyPages(Path images) throws IOException {
    var runs = new ArrayList<PageRun>();
    try (Stream<Path> files = Files.list(images)) {
      for (Path file : files.sorted().toList()) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          read(file, pid(name), runs);
        }
      }
    }
    return runs;
  }

  /** The tasks that a checkpoint has a pagemap of, whether it leaves pages behind or not. */
  public static List<Integer> tasks(Path images) throws IOException {
    try (Stream<Path> files = Files.list(images)) {
      return files
          .map(file -> NAME.matcher(String.valueOf(file.getFileName())))
          .filter(Matcher::matches)
          .map(PagemapImage::pid)
          .sorted()
          .toList();
    }
  }

  private static void read(Path file, int pid, List<PageRun> runs) throws IOException {
    List<byte[]> entries = ImageFile.read(file, MAGIC, "pagemap").entries();
    long left = MOST_PAGES;
    // The first one is a head.
    for (int i = 1; i < entries.size(); i++) {
      left -= entry(ByteBuffer.wrap(entries.get(i)), pid, left, runs);
    }
  }

  /**
   * A pagemap_entry: vaddr = 1, nr_pages = 2, in_parent = 3, flags = 4, 64-bit nr_pages = 5.
   *
   * @param most pages that it may have
   * @return pages that it has
   */
  private static long entry(ByteBuffer message, int pid, long most, List<PageRun> runs)
      throws IOException {
    long address = 0;
    long pages = 0;
    long flags = 0;
    while (message.hasRemaining()) {
      int key = (int) varint(message);
      if ((key & 7) != 0) {
        throw new IOException("a pagemap has an entry of an unknown form");
      }
      long value = varint(message);
      switch (key >>> 3) {
        case 1 -> address = value;
        case 2, 5 -> pages = value < 0 ? value : Math.max(pages, value);
        case 4 -> flags = value;
        default -> {}
      }
    }
    if (pages < 0 || pages > most) {
      throw new IOException("a pagemap has more pages than a task can have");
    }
    if ((flags & LAZY) == 0 || pages == 0) {
      return pages;
    }
    try {
      runs.addAll(new PageRange(address, pages).runs(pid));
    } catch (IllegalArgumentException e) {
      throw new IOException("a pagemap has pages where none can be: " + e.getMessage(), e);
    }
    return pages;
  }

  /** Linux's process ids have at most seven digits (PID_MAX_LIMIT). */
  private static int pid(Matcher name) {
    return Integer.parseInt(name.group(1));
  }

  private static long varint(ByteBuffer message) throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE && message.hasRemaining(); shift += 7) {
      byte b = message.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IOException("a pagemap has a number without an end");
  }
}
