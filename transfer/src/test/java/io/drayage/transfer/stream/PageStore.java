package io.drayage.transfer.stream;

import io.drayage.transfer.page.PageRun;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps the pages that arrived, and counts what it was told. */
final class PageStore implements ItemStore {
  record Page(int pid, long address) {}

  final Map<Page, ByteBuffer> content = new ConcurrentHashMap<>();
  final Map<Page, Boolean> zeroes = new ConcurrentHashMap<>();
  final List<PageRun> stale = new CopyOnWriteArrayList<>();
  final AtomicLong told = new AtomicLong();
  final CompletableFuture<RequestChannel> requests = new CompletableFuture<>();
  final CountDownLatch ended = new CountDownLatch(1);

  @Override
  public void connected(RequestChannel sender) {
    requests.complete(sender);
  }

  @Override
  public void pages(PageRun run, ByteBuffer bytes) {
    for (long address = run.address(); address < run.end(); address += PageRun.PAGE) {
      byte[] page = new byte[PageRun.PAGE];
      bytes.get(page);
      zeroes.remove(new Page(run.pid(), address));
      content.put(new Page(run.pid(), address), ByteBuffer.wrap(page));
    }
    told.addAndGet(run.pages());
  }

  @Override
  public void zeroes(PageRun run) {
    for (long address = run.address(); address < run.end(); address += PageRun.PAGE) {
      content.remove(new Page(run.pid(), address));
      zeroes.put(new Page(run.pid(), address), true);
    }
    told.addAndGet(run.pages());
  }

  @Override
  public void stale(PageRun run) {
    stale.add(run);
    for (long address = run.address(); address < run.end(); address += PageRun.PAGE) {
      content.remove(new Page(run.pid(), address));
      zeroes.remove(new Page(run.pid(), address));
    }
  }

  @Override
  public OutputStream open(ItemKind kind, String name) throws IOException {
    throw new StreamException("only pages are wanted");
  }

  @Override
  public void ended() {
    ended.countDown();
  }
}
