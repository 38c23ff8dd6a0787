package io.drayage.transfer.memory;

import static io.drayage.transfer.page.ChunkBits.WORDS;

import io.drayage.platform.foreign.MemoryFile;
import io.drayage.transfer.memory.TaskPages.Run;
import io.drayage.transfer.page.ChunkBits;
import io.drayage.transfer.page.PageRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One address space that needs a task's pages, with a userfaultfd of its own: the task's, or that
 * of a child it forked before it had all of them. It knows which pages were placed in it or dropped
 * by it, and where its mappings went. All of it is on the tmpfs too, for the agent's next start.
 * For the one thread of the fault server.
 */
final class Placement implements AutoCloseable {
  private final TaskPages task;
  private final int number;
  private final Path doneFile;
  private final Path movesFile;
  private final BitFile done;
  private final MemoryFile moves;
  private long movesEnd;
  private AddressMap map = new AddressMap();
  private final AtomicLong remaining = new AtomicLong();

  /** Opens what the directory has of it, or begins anew. */
  Placement(TaskPages task, Path directory, int number, int chunks) throws IOException {
    this.task = task;
    this.number = number;
    this.doneFile = directory.resolve(task.pid() + ".placed-" + number);
    this.movesFile = directory.resolve(task.pid() + ".moves-" + number);
    this.done = new BitFile(doneFile, WORDS);
    this.moves = MemoryFile.open(movesFile);
    done.grow(chunks);
    ByteBuffer kept = ByteBuffer.wrap(Files.readAllBytes(movesFile)).order(ByteOrder.nativeOrder());
    while (kept.remaining() >= 3 * Long.BYTES) {
      var _ = map.move(kept.getLong(), kept.getLong(), kept.getLong());
      movesEnd += 3 * Long.BYTES;
    }
    for (int chunk = 0; chunk < chunks; chunk++) {
      long[] lazy = task.lazyBits(chunk);
      long[] placed = done.bits(chunk, 0);
      for (int i = 0; i < WORDS; i++) {
        remaining.addAndGet(Long.bitCount(lazy[i] & ~placed[i]));
      }
    }
  }

  TaskPages task() {
    return task;
  }

  int number() {
    return number;
  }

  /** Lazy pages that are neither placed nor dropped. For any thread. */
  long remaining() {
    return remaining.get();
  }

  AddressMap map() {
    return map;
  }

  long[] done(int chunk) {
    return done.bits(chunk, 0);
  }

  boolean isDone(long image) {
    int chunk = task.chunk(image);
    return chunk >= 0 && ChunkBits.get(done(chunk), Chunks.page(image));
  }

  /** Marks pages as placed or dropped; content that nobody needs any more is given up. */
  void markDone(Run run) throws IOException {
    long[] lazy = task.lazyBits(run.chunk());
    long[] before = done(run.chunk());
    for (int i = 0; i < WORDS; i++) {
      long mask = ChunkBits.mask(i, run.from(), run.to());
      remaining.addAndGet(-Long.bitCount(lazy[i] & ~before[i] & mask));
    }
    done.fill(run.chunk(), 0, run.from(), run.to(), true);
    task.release(run);
  }

  /** Marks the lazy pages of an image range as dropped. */
  void drop(PageRange range) throws IOException {
    for (Run run : task.known(range)) {
      markDone(run);
    }
  }

  /** A mapping was moved, and replaced what was there. */
  void move(long from, long to, long length) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(3 * Long.BYTES).order(ByteOrder.nativeOrder());
    record.putLong(from).putLong(to).putLong(length).flip();
    moves.write(movesEnd, record);
    movesEnd += 3 * Long.BYTES;
    for (PageRange dropped : map.move(from, to, length)) {
      drop(dropped);
    }
  }

  /** What a child that was forked now needs: the same. */
  Placement fork(int childNumber) throws IOException {
    Placement child = task.open(childNumber);
    child.inherit(this);
    return child;
  }

  private void inherit(Placement parent) throws IOException {
    for (int chunk = 0; chunk < task.chunkCount(); chunk++) {
      for (int i = 0; i < WORDS; i++) {
        done.set(chunk, i, parent.done.get(chunk, i));
      }
    }
    moves.write(0, ByteBuffer.wrap(Files.readAllBytes(parent.movesFile)));
    movesEnd = parent.movesEnd;
    map = parent.map.copy();
    remaining.set(parent.remaining.get());
  }

  /** Forgets it: its task has all pages, or is gone. */
  void end() throws IOException {
    Files.deleteIfExists(doneFile);
    Files.deleteIfExists(movesFile);
    task.remove(this);
    close();
  }

  @Override
  public void close() {
    done.close();
    moves.close();
  }
}
