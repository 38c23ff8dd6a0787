package io.drayage.transfer.stream;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.drayage.transfer.page.PageRun;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames that carry pages, read and written.
 *
 * <p>PAGES: a byte for the encoding, four bytes with the content's length once decoded, the runs,
 * the content. STALE: the runs. REQUEST: a byte for the urgency, the runs. Runs: two bytes with
 * their number, then for each the task's id (4), the address (8), and the number of pages (4),
 * whose highest bit says that they are zero and have no content. Everything is big-endian. Owned by
 * one thread.
 */
final class PageFrames implements AutoCloseable {
  /** Content as it is. */
  static final byte PLAIN = 0;

  /** Content compressed by Zstandard (RFC 8878). */
  static final byte ZSTANDARD = 1;

  /** Pages whose content one frame carries at most. */
  static final int MOST_PAGES = 56;

  /** Runs that one frame carries at most. */
  static final int MOST_RUNS = 1024;

  /** Bytes of one run. */
  static final int RUN_BYTES = 16;

  /** Bytes before the runs in a PAGES frame, their number included. */
  static final int PAGES_HEAD = 7;

  static final int ZERO = 1 << 31;

  private final byte[] decoded = new byte[MOST_PAGES * PageRun.PAGE];
  private final ZstdDecompressCtx context = new ZstdDecompressCtx();

  /** Gives what a PAGES frame carries to a store. */
  void take(Frame frame, ItemStore store) throws IOException {
    try {
      ByteBuffer payload = ByteBuffer.wrap(frame.payload(), 0, frame.length());
      byte encoding = payload.get();
      int length = payload.getInt();
      int count = payload.getShort();
      ByteBuffer runs = slice(payload, count);
      ByteBuffer content = decode(encoding, length, payload);
      for (int i = 0; i < count; i++) {
        int pid = runs.getInt();
        long address = runs.getLong();
        int pages = runs.getInt();
        PageRun run = run(pid, address, pages & ~ZERO);
        if ((pages & ZERO) != 0) {
          store.zeroes(run);
        } else {
          if (run.bytes() > content.remaining()) {
            throw new StreamException("a run of pages has less content than pages");
          }
          store.pages(run, content.slice(content.position(), (int) run.bytes()));
          content.position(content.position() + (int) run.bytes());
        }
      }
      if (content.hasRemaining()) {
        throw new StreamException("a run of pages has more content than pages");
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new StreamException("a frame of pages cannot be read: " + e.getMessage());
    }
  }

  private ByteBuffer decode(byte encoding, int length, ByteBuffer payload) throws StreamException {
    if (length < 0 || length > decoded.length || length % PageRun.PAGE != 0) {
      throw new StreamException("a frame of pages has content of %d bytes".formatted(length));
    }
    if (encoding == PLAIN) {
      if (payload.remaining() != length) {
        throw new StreamException("a frame of pages has another length than it says");
      }
      return payload;
    }
    if (encoding != ZSTANDARD) {
      throw new StreamException("a frame of pages has the unknown encoding " + encoding);
    }
    if (decompress(payload, length) != length) {
      throw new StreamException("a frame of pages has another length than it says");
    }
    return ByteBuffer.wrap(decoded, 0, length);
  }

  private int decompress(ByteBuffer payload, int room) throws StreamException {
    try {
      int from = payload.arrayOffset() + payload.position();
      return context.decompressByteArray(
          decoded, 0, room, payload.array(), from, payload.remaining());
    } catch (ZstdException e) {
      throw new StreamException("a frame of pages cannot be decompressed: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    context.close();
  }

  static void takeStale(Frame frame, ItemStore store) throws IOException {
    for (PageRun run : runs(ByteBuffer.wrap(frame.payload(), 0, frame.length()))) {
      store.stale(run);
    }
  }

  static Frame stale(List<PageRun> runs) {
    ByteBuffer payload = ByteBuffer.allocate(Short.BYTES + runs.size() * RUN_BYTES);
    put(payload, runs);
    return Frame.of(Frame.Type.STALE, payload.array());
  }

  static PageRequest request(Frame frame) throws StreamException {
    ByteBuffer payload = ByteBuffer.wrap(frame.payload(), 0, frame.length());
    if (!payload.hasRemaining()) {
      throw new StreamException("a request for pages is empty");
    }
    boolean urgent = payload.get() != 0;
    return new PageRequest(urgent, runs(payload));
  }

  static Frame of(PageRequest request) {
    ByteBuffer payload = ByteBuffer.allocate(1 + Short.BYTES + request.runs().size() * RUN_BYTES);
    payload.put((byte) (request.urgent() ? 1 : 0));
    put(payload, request.runs());
    return Frame.of(Frame.Type.REQUEST, payload.array());
  }

  private static void put(ByteBuffer payload, List<PageRun> runs) {
    if (runs.size() > MOST_RUNS) {
      throw new IllegalArgumentException("a frame carries no %d runs".formatted(runs.size()));
    }
    payload.putShort((short) runs.size());
    for (PageRun run : runs) {
      payload.putInt(run.pid()).putLong(run.address()).putInt(run.pages());
    }
  }

  private static List<PageRun> runs(ByteBuffer payload) throws StreamException {
    try {
      int count = payload.getShort();
      ByteBuffer content = slice(payload, count);
      var runs = new ArrayList<PageRun>(count);
      for (int i = 0; i < count; i++) {
        runs.add(run(content.getInt(), content.getLong(), content.getInt()));
      }
      return runs;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new StreamException("a list of pages cannot be read: " + e.getMessage());
    }
  }

  private static PageRun run(int pid, long address, int pages) throws StreamException {
    if (pages > PageRun.MOST_PAGES) {
      throw new StreamException("a frame has a run of %d pages".formatted(pages));
    }
    return new PageRun(pid, address, pages);
  }

  private static ByteBuffer slice(ByteBuffer payload, int count) throws StreamException {
    if (count < 0 || count > MOST_RUNS || count * RUN_BYTES > payload.remaining()) {
      throw new StreamException("a frame says that it lists %d runs of pages".formatted(count));
    }
    ByteBuffer runs = payload.slice(payload.position(), count * RUN_BYTES);
    payload.position(payload.position() + count * RUN_BYTES);
    return runs;
  }
}
