package io.drayage.transfer.stream;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** Writes a receiver's wishes to the stream, between what else goes that way. Thread-safe. */
final class RequestOutput implements RequestChannel {
  private final Socket socket;
  private final DataOutputStream out;

  /**
   * Wishes on one stream.
   *
   * @param out also the lock of whoever writes to it
   */
  RequestOutput(Socket socket, DataOutputStream out) {
    this.socket = socket;
    this.out = out;
  }

  @Override
  public void ask(PageRequest request) throws IOException {
    Frame frame = PageFrames.of(request);
    synchronized (out) {
      frame.write(out);
      out.flush();
    }
  }

  @Override
  public void done() {
    try {
      DeadPeers.leave(socket);
    } catch (IOException e) {
      // Closed by the other side first: that is as good.
    }
  }
}
