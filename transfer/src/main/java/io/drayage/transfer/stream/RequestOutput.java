package io.drayage.transfer.stream;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** Writes what a receiver says to the stream, its wishes among it. Thread-safe. */
final class RequestOutput implements RequestChannel {
  private final Socket socket;
  private final DataOutputStream out;

  /**
   * The receiver's words on one stream.
   *
   * @param out to which nobody else writes
   */
  RequestOutput(Socket socket, DataOutputStream out) {
    this.socket = socket;
    this.out = out;
  }

  @Override
  public void ask(PageRequest request) throws IOException {
    send(PageFrames.of(request));
  }

  /** Sends a frame at once. */
  void send(Frame frame) throws IOException {
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
