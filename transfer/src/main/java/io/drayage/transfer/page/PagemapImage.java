package io.drayage.transfer.page;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
 * <p>Two magic numbers, then entries of a four-byte length and a protobuf message each, the first
 * of them a head (CRIU, images/pagemap.proto and docs "Images").
 */
public final class PagemapImage {
  private static final Pattern NAME = Pattern.compile("pagemap-([1-9][0-9]{0,8})\\.img");
  private static final int COMMON_MAGIC = 0x54564319;
  private static final int PAGEMAP_MAGIC = 0x56084025;
  private static final int LARGEST = 256 * 1024 * 1024;
  private static final int LAZY = 2;

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
    if (Files.size(file) > LARGEST) {
      throw new IOException("image %s is larger than any pagemap".formatted(file));
    }
    ByteBuffer image = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (image.remaining() < 8
        || image.getInt() != COMMON_MAGIC
        || image.getInt() != PAGEMAP_MAGIC) {
      throw new IOException("image %s is no pagemap".formatted(file));
    }
    long left = MOST_PAGES;
    boolean head = true;
    while (image.hasRemaining()) {
      int length = image.remaining() < 4 ? -1 : image.getInt();
      if (length < 0 || length > image.remaining()) {
        throw new EOFException("image %s ends within an entry".formatted(file));
      }
      ByteBuffer entry = image.slice(image.position(), length);
      image.position(image.position() + length);
      if (!head) {
        left -= entry(entry, pid, left, runs);
      }
      head = false;
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
