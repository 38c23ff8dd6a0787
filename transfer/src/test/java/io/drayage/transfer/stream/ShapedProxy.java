package io.drayage.transfer.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A link of a limited rate towards a port of the loopback interface, for one connection. */
final class ShapedProxy implements AutoCloseable {
  private static final int PIECE = 16 * 1024;

  /** What the proxy itself takes in ahead, far less than a sender's socket buffers. */
  private static final int AHEAD = 64 * 1024;

  private final ServerSocket server = new ServerSocket();
  private final int target;
  private final RateLimit rate;

  /**
   * A link to a port.
   *
   * @param bytesPerSecond in the direction of the port; 0 for no limit
   */
  ShapedProxy(int target, long bytesPerSecond) throws IOException {
    this.target = target;
    this.rate = RateLimit.of(bytesPerSecond);
    server.setReceiveBufferSize(AHEAD);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().name("shaped-proxy").start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    try (Socket near = server.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
      far.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().start(() -> pump(far, near, RateLimit.of(0)));
      pump(near, far, rate);
      back.join();
    } catch (IOException | InterruptedException e) {
      // The test's own assertions say what is missing.
    }
  }

  private static void pump(Socket from, Socket to, RateLimit rate) {
    byte[] piece = new byte[PIECE];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        rate.await(count);
        out.write(piece, 0, count);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // An end that has gone ends the other by the test's closing.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
