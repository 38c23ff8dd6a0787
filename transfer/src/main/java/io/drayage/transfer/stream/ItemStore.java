package io.drayage.transfer.stream;

import java.io.IOException;
import java.io.OutputStream;

/** Where a receiver puts the items of one stream. Used by that stream's thread only. */
public interface ItemStore {
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
