package io.drayage.transfer.stream;

import java.io.IOException;

/** Decides which streams a receiver takes in. */
@FunctionalInterface
public interface StreamAdmission {
  /**
   * Gives the store for an admitted stream.
   *
   * @param peer the sender
   * @throws IOException to refuse; its message goes to the sender
   */
  ItemStore admit(StreamPeer peer, StreamHeader header) throws IOException;
}
