package io.drayage.transfer.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps the items that arrived whole. */
final class MemoryStore implements ItemStore {
  final Map<String, byte[]> stored = new ConcurrentHashMap<>();
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger largestWrite = new AtomicInteger();
  final AtomicInteger endings = new AtomicInteger();
  final CountDownLatch ended = new CountDownLatch(1);

  @Override
  public OutputStream open(ItemKind kind, String name) throws IOException {
    opened.incrementAndGet();
    if (name.startsWith("refused")) {
      throw new StreamException("the container has no tree of that name");
    }
    if (name.startsWith("broken")) {
      throw new IllegalStateException("tar could not be started");
    }
    return new ByteArrayOutputStream() {
      @Override
      public synchronized void write(byte[] bytes, int offset, int length) {
        largestWrite.accumulateAndGet(length, Math::max);
        super.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        if (name.startsWith("full")) {
          throw new IOException("the disk is full");
        }
        stored.put(kind + " " + name, toByteArray());
      }
    };
  }

  @Override
  public void ended() {
    endings.incrementAndGet();
    ended.countDown();
  }
}
