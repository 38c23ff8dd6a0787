package io.drayage.transfer.stream;

import io.drayage.platform.json.Json;
import io.drayage.trust.tls.MutualTls;
import io.drayage.trust.tls.PeerRule;
import io.drayage.trust.tls.Peers;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLSocket;

/** A receiver of pages on the loopback interface, and ways to send to it, all over real TLS. */
final class TestLink implements AutoCloseable {
  static final StreamHeader HEADER = new StreamHeader("m1", 7, "web", 1, List.of());
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final BlockingQueue<PageStore> stores = new LinkedBlockingQueue<>();
  private final MutualTls sender;
  private final StreamListener listener;

  TestLink(MutualTls sender, MutualTls receiver) throws IOException {
    this.sender = sender;
    listener =
        StreamListener.open(
            receiver.context(PeerRule.anyHost()),
            MutualTls.parameters(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            session -> Peers.peer(session).name(),
            (peer, header) -> {
              var store = new PageStore();
              stores.add(store);
              return store;
            });
  }

  int port() {
    return listener.port();
  }

  OutgoingStream connect() throws IOException {
    return connect(sender, listener.port());
  }

  static OutgoingStream connect(MutualTls sender, int port) throws IOException {
    return OutgoingStream.connect(
        sender.context(PeerRule.anyHost()),
        MutualTls.parameters(),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        session -> Peers.peer(session).name(),
        HEADER,
        PATIENCE);
  }

  /** A connection whose header was accepted, to be used by hand. */
  SSLSocket raw() throws IOException {
    var socket = (SSLSocket) sender.context(PeerRule.anyHost()).getSocketFactory().createSocket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()));
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.setSSLParameters(MutualTls.parameters());
    socket.startHandshake();
    Frame.of(Frame.Type.HEADER, Json.write(HEADER))
        .write(new DataOutputStream(socket.getOutputStream()));
    answer(socket);
    return socket;
  }

  static Frame answer(SSLSocket socket) throws IOException {
    return Frame.read(new DataInputStream(socket.getInputStream()), new byte[Frame.MAX_PAYLOAD]);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
