package io.drayage.trust.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A real TLS handshake on the loopback interface, with one byte each way after it. */
final class Loopback {
  private static final int TIMEOUT_MILLIS = 10_000;

  private Loopback() {}

  /** What each side saw: its session, or why it refused or was refused. */
  record Outcome(Side server, Side client) {
    boolean connected() {
      return server.error().isEmpty() && client.error().isEmpty();
    }
  }

  record Side(Optional<SSLSession> session, Optional<IOException> error) {
    /** The message of this side's error and of all its causes. */
    String reason() {
      StringBuilder text = new StringBuilder();
      for (Throwable t = error.orElse(null); t != null; t = t.getCause()) {
        text.append(t.getMessage()).append('\n');
      }
      return text.toString();
    }
  }

  static Outcome connect(
      SSLContext server,
      SSLParameters serverParameters,
      SSLContext client,
      SSLParameters clientParameters)
      throws Exception {
    try (SSLServerSocket listener =
            (SSLServerSocket)
                server
                    .getServerSocketFactory()
                    .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      listener.setSSLParameters(serverParameters);
      listener.setSoTimeout(TIMEOUT_MILLIS);
      Future<Side> accepted = threads.submit(() -> exchange((SSLSocket) listener.accept()));
      SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket();
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()),
          TIMEOUT_MILLIS);
      socket.setSSLParameters(clientParameters);
      Side asked = exchange(socket);
      return new Outcome(accepted.get(), asked);
    }
  }

  // In TLS 1.3 a client ends its handshake before the server has judged its certificate: only a
  // byte from the other side proves that it was accepted.
  private static Side exchange(SSLSocket connection) {
    try (SSLSocket socket = connection) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.startHandshake();
      socket.getOutputStream().write(42);
      if (socket.getInputStream().read() != 42) {
        throw new IOException("closed by the peer");
      }
      return new Side(Optional.of(socket.getSession()), Optional.empty());
    } catch (IOException e) {
      return new Side(Optional.empty(), Optional.of(e));
    }
  }
}
