package io.drayage.transfer.stream;

import io.drayage.transfer.page.PageRun;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Where a receiver puts what one stream brings. Used by that stream's thread only. */
public interface ItemStore {
  /** Called once, before anything else: the way to ask the sender for pages. */
  default void connected(RequestChannel sender) {}

  /**
   * Takes pages, which replace what is held of them.
   *
   * @param content as long as the run, valid during the call
   */
  default void pages(PageRun run, ByteBuffer content) throws IOException {
    throw new StreamException("no pages are expected here");
  }

  /** Takes pages that are all zeros, which replace what is held of them. */
  default void zeroes(PageRun run) throws IOException {
    throw new StreamException("no pages are expected here");
  }

  /** Learns that pages were written since they were sent: what is held of them is the past. */
  default void stale(PageRun run) throws IOException {
    throw new StreamException("no pages are expected here");
  }

  /**
   * Opens a place for an item. The content is written in order; closing stores it and fails when
   * that cannot be done. A broken stream abandons what it had open without closing it.
   *
   * @param name as the sender gave it; not to be trusted
   */
  OutputStream open(ItemKind kind, String name) throws IOException;

  /** Called once when the stream has ended, whole or broken. */
  void ended();
}
