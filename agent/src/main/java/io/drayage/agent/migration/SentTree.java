package io.drayage.agent.migration;

import io.drayage.transfer.files.TreeArchive;
import io.drayage.transfer.stream.ItemKind;
import io.drayage.transfer.stream.OutgoingStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A directory tree of a container on its way out. Owned by one thread.
 *
 * @param name the item's name on the stream
 * @param archive its rounds
 */
record SentTree(String name, TreeArchive archive) {
  /** How a round reads a tree: while tasks write to it, or in the freeze. */
  @FunctionalInterface
  interface Round {
    void write(TreeArchive tree, OutputStream out) throws IOException;
  }

  /** Sends a round. */
  void send(OutgoingStream stream, Round round) throws IOException {
    try (OutputStream item = stream.open(ItemKind.TREE, name)) {
      round.write(archive, item);
    }
  }
}
