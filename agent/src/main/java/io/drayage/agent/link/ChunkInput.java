package io.drayage.agent.link;

import io.drayage.protocol.v1.Chunk;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;

/** A server's chunks as one stream of bytes. Owned by one thread. */
final class ChunkInput extends InputStream {
  private final Iterator<Chunk> chunks;
  private InputStream current = new ByteArrayInputStream(new byte[0]);

  /**
   * A stream of the chunks.
   *
   * @throws IOException when the server refuses
   */
  ChunkInput(Iterator<Chunk> chunks) throws IOException {
    this.chunks = chunks;
    // A refusal is to be an error here, not a short read later.
    advance();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = current.read(bytes, offset, length);
    while (count < 0 && advance()) {
      count = current.read(bytes, offset, length);
    }
    return count;
  }

  private boolean advance() throws IOException {
    try {
      if (!chunks.hasNext()) {
        return false;
      }
      current = chunks.next().getData().newInput();
      return true;
    } catch (StatusRuntimeException e) {
      throw new IOException(String.valueOf(e.getStatus().getDescription()), e);
    }
  }
}
