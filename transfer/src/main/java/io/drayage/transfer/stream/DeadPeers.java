package io.drayage.transfer.stream;

import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/**
 * How a stream's socket finds out that its peer is gone without a word, and ends without waiting
 * for it (tcp(7), socket(7)).
 */
final class DeadPeers {
  private static final int IDLE_SECONDS = 5;
  private static final int PROBE_SECONDS = 5;
  private static final int PROBES = 4;

  /** How long closing waits for a write that is under way, in seconds. */
  private static final int LINGER_SECONDS = 1;

  private DeadPeers() {}

  /** Notices a peer that is silent for half a minute, also while nobody writes. */
  static void notice(Socket socket) throws IOException {
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
    socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, PROBE_SECONDS);
    socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
    // Without it, closing a TLS socket waits for ever while another thread's write is stuck.
    socket.setSoLinger(true, LINGER_SECONDS);
  }

  /** Closes, whatever the peer and other threads do; a TLS socket else waits for an answer. */
  static void leave(Socket socket) throws IOException {
    if (!socket.isClosed()) {
      socket.setSoTimeout((int) Duration.ofSeconds(LINGER_SECONDS).toMillis());
      socket.close();
    }
  }
}
