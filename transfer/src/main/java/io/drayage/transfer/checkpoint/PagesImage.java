package io.drayage.transfer.checkpoint;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.drayage.platform.foreign.AddressSpace;
import io.drayage.transfer.page.PageRange;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes CRIU's {@code pagemap-PID.img} of one task and the {@code pages-N.img} beside it (CRIU,
 * images/pagemap.proto): runs of pages by ascending addresses, whose content is there or comes
 * later.
 */
final class PagesImage implements Closeable {
  private static final int BUFFER = 256 * PageRange.PAGE;

  private final AddressSpace memory;
  private final Path pagemap;
  private final FileChannel pages;
  private final List<byte[]> entries = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

  private PagesImage(AddressSpace memory, Path pagemap, FileChannel pages) {
    this.memory = memory;
    this.pagemap = pagemap;
    this.pages = pages;
  }

  /**
   * Begins the images of a task anew; they are whole when closed.
   *
   * @param memory the task's
   * @param pid its id inside the container
   */
  static PagesImage create(Path images, int pid, AddressSpace memory) throws IOException {
    Path pagemap = images.resolve("pagemap-%d.img".formatted(pid));
    byte[] head = ImageFile.read(pagemap, PagemapImage.MAGIC, "pagemap").entries().getFirst();
    FileChannel pages =
        FileChannel.open(
            images.resolve("pages-%d.img".formatted(pagesId(head))),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    var image = new PagesImage(memory, pagemap, pages);
    image.entries.add(head);
    return image;
  }

  private static int pagesId(byte[] head) throws IOException {
    var in = CodedInputStream.newInstance(head);
    if (WireFormat.getTagFieldNumber(in.readTag()) != 1) {
      throw new IOException("a pagemap does not say where its pages are");
    }
    return in.readUInt32();
  }

  /** Adds pages that come later. */
  void lazy(PageRange range) throws IOException {
    entry(range, PagemapImage.LAZY);
  }

  /** Adds pages with what is in the task's memory now. */
  void present(PageRange range) throws IOException {
    entry(range, PagemapImage.PRESENT);
    for (long at = range.start(); at < range.end(); ) {
      buffer.clear().limit((int) Math.min(BUFFER, range.end() - at));
      while (buffer.hasRemaining()) {
        int got = memory.read(at + buffer.position(), buffer);
        if (got <= 0) {
          throw new EOFException("a frozen task has no page at %x".formatted(at));
        }
      }
      at += buffer.flip().remaining();
      while (buffer.hasRemaining()) {
        pages.write(buffer);
      }
    }
  }

  @Override
  public void close() throws IOException {
    pages.close();
    new ImageFile(PagemapImage.MAGIC, entries).write(pagemap);
  }

  private void entry(PageRange range, int flags) throws IOException {
    int pages = (int) range.pages();
    byte[] entry =
        new byte
            [CodedOutputStream.computeUInt64Size(1, range.start())
                + CodedOutputStream.computeUInt32Size(2, pages)
                + CodedOutputStream.computeUInt32Size(4, flags)
                + CodedOutputStream.computeUInt64Size(5, range.pages())];
    CodedOutputStream out = CodedOutputStream.newInstance(entry);
    out.writeUInt64(1, range.start());
    out.writeUInt32(2, pages);
    out.writeUInt32(4, flags);
    out.writeUInt64(5, range.pages());
    entries.add(entry);
  }
}
