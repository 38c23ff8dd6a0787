package io.drayage.trust.tls;

import io.drayage.trust.identity.PeerIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A TLS server for one connection of a foreign client: it writes one byte and closes. */
final class ByteServer implements AutoCloseable {
  private final SSLServerSocket listener;
  private final CompletableFuture<PeerIdentity> peer = new CompletableFuture<>();

  private ByteServer(SSLServerSocket listener) {
    this.listener = listener;
  }

  static ByteServer start(SSLContext context) throws IOException {
    SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    listener.setSSLParameters(MutualTls.parameters());
    listener.setSoTimeout(10_000);
    ByteServer server = new ByteServer(listener);
    Thread.startVirtualThread(server::serve);
    return server;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Waits for the one connection's peer. */
  PeerIdentity peer() throws Exception {
    return peer.get(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void serve() {
    try (SSLSocket socket = (SSLSocket) listener.accept()) {
      socket.startHandshake();
      peer.complete(Peers.peer(socket.getSession()));
      socket.getOutputStream().write(42);
    } catch (IOException e) {
      peer.completeExceptionally(e);
    }
  }
}
