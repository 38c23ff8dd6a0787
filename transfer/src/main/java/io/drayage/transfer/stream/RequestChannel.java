package io.drayage.transfer.stream;

import java.io.IOException;

/** Where a receiver asks the sender for pages. Thread-safe; nothing waits for the pages. */
public interface RequestChannel {
  /**
   * Asks.
   *
   * @throws IOException when the stream is broken: whoever comes after it must be asked again
   */
  void ask(PageRequest request) throws IOException;

  /** Ends the stream: nothing more is wanted. */
  void done();
}
