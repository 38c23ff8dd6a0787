package io.drayage.transfer.stream;

import io.drayage.transfer.page.PageRun;
import io.drayage.transfer.page.TaskMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends pages in batches: zero pages as runs without content, the rest compressed where that is
 * quicker. Owned by the thread that writes to the stream.
 */
public final class PageSender implements AutoCloseable {
  private static final ByteBuffer ZEROES = ByteBuffer.allocateDirect(PageRun.PAGE);

  /** Pages read from a task at once. */
  private static final int PIECE_PAGES = 256;

  private final OutgoingStream stream;
  private final Compression compression = new Compression();
  private final byte[] content = new byte[PageFrames.MOST_PAGES * PageRun.PAGE];
  private final ByteBuffer runs = ByteBuffer.allocate(PageFrames.MOST_RUNS * PageFrames.RUN_BYTES);
  private final byte[] payload =
      new byte[PageFrames.PAGES_HEAD + runs.capacity() + Compression.room(content.length)];
  private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_PAGES * PageRun.PAGE);
  private int filled;
  private int lastPid;
  private long lastEnd;
  private boolean lastZero;
  private int lastPages;
  private long pages;
  private long zeroPages;

  PageSender(OutgoingStream stream) {
    this.stream = stream;
  }

  /**
   * Sends pages; they may wait in a batch until {@link #flush}.
   *
   * @param source whole pages; read from its position to its limit
   */
  public void send(int pid, long address, ByteBuffer source) throws IOException {
    long at = address;
    while (source.hasRemaining()) {
      ByteBuffer page = source.slice(source.position(), PageRun.PAGE);
      boolean zero = page.mismatch(ZEROES) < 0;
      boolean continues =
          lastPid == pid && lastEnd == at && lastZero == zero && lastPages < PageRun.MOST_PAGES;
      if ((filled == content.length && !zero) || (!continues && !runs.hasRemaining())) {
        emit();
        continues = false;
      }
      if (continues) {
        int last = runs.position() - Integer.BYTES;
        runs.putInt(last, runs.getInt(last) + 1);
        lastPages++;
      } else {
        runs.putInt(pid).putLong(at).putInt(zero ? PageFrames.ZERO | 1 : 1);
        lastPages = 1;
      }
      if (zero) {
        zeroPages++;
      } else {
        page.get(content, filled, PageRun.PAGE);
        filled += PageRun.PAGE;
      }
      pages++;
      at += PageRun.PAGE;
      lastPid = pid;
      lastEnd = at;
      lastZero = zero;
      source.position(source.position() + PageRun.PAGE);
    }
  }

  /** Sends pages of a task as they are in its memory; they may wait until {@link #flush}. */
  public void send(PageRun run, TaskMemory memory) throws IOException {
    for (long address = run.address(); address < run.end(); address += piece.capacity()) {
      piece.clear().limit((int) Math.min(piece.capacity(), run.end() - address));
      memory.read(run.pid(), address, piece);
      send(run.pid(), address, piece.flip());
    }
  }

  /** Says that pages sent earlier were written since. */
  public void stale(List<PageRun> stale) throws IOException {
    emit();
    for (int i = 0; i < stale.size(); i += PageFrames.MOST_RUNS) {
      int end = Math.min(stale.size(), i + PageFrames.MOST_RUNS);
      stream.write(PageFrames.stale(stale.subList(i, end)));
    }
  }

  /**
   * Pages that were sent and that the receiver may lack: those that wait in a batch, and those of
   * which it did not say that it has them.
   */
  public List<PageRun> unconfirmed() {
    var pending = new ArrayList<>(stream.underWay());
    pending.addAll(batch());
    return pending;
  }

  /** Sends what still waits, and hands it to the network. */
  public void flush() throws IOException {
    emit();
    stream.flush();
  }

  /** Whether it sends over that stream. */
  public boolean sendsOver(OutgoingStream other) {
    return stream.equals(other);
  }

  /** Pages sent so far, zero pages among them. */
  public long pagesSent() {
    return pages;
  }

  /** Zero pages sent so far. */
  public long zeroPagesSent() {
    return zeroPages;
  }

  @Override
  public void close() {
    compression.close();
  }

  private void emit() throws IOException {
    if (runs.position() == 0) {
      return;
    }
    int head = PageFrames.PAGES_HEAD + runs.position();
    int packed = filled == 0 ? 0 : compress(head);
    ByteBuffer.wrap(payload)
        .put(packed == 0 ? PageFrames.PLAIN : PageFrames.ZSTANDARD)
        .putInt(filled)
        .putShort((short) (runs.position() / PageFrames.RUN_BYTES))
        .put(runs.array(), 0, runs.position());
    if (packed == 0) {
      System.arraycopy(content, 0, payload, head, filled);
      packed = filled;
    }
    stream.writePages(new Frame(Frame.Type.PAGES, payload, head + packed), batch());
    runs.clear();
    filled = 0;
    lastEnd = 0;
    lastPid = 0;
  }

  private List<PageRun> batch() {
    var batch = new ArrayList<PageRun>();
    for (int at = 0; at < runs.position(); at += PageFrames.RUN_BYTES) {
      int pages = runs.getInt(at + Integer.BYTES + Long.BYTES) & ~PageFrames.ZERO;
      batch.add(new PageRun(runs.getInt(at), runs.getLong(at + Integer.BYTES), pages));
    }
    return batch;
  }

  private int compress(int head) {
    return compression.compress(
        content, filled, payload, head, stream.nanosPerByte(), stream.isBehind());
  }
}
