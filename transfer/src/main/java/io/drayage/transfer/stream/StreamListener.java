package io.drayage.transfer.stream;

import io.drayage.platform.json.Json;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The receiving end of all streams to one agent: one connection, one virtual thread, one {@code
 * finally}.
 */
public final class StreamListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamListener.class);
  private static final int BUFFER = 64 * 1024;
  private static final int MOST_CONNECTIONS = 64;
  private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);

  private final SSLServerSocket server;
  private final SSLParameters parameters;
  private final PeerCheck check;
  private final StreamAdmission admission;
  private final Semaphore connections = new Semaphore(MOST_CONNECTIONS);

  private StreamListener(
      SSLServerSocket server,
      SSLParameters parameters,
      PeerCheck check,
      StreamAdmission admission) {
    this.server = server;
    this.parameters = parameters;
    this.check = check;
    this.admission = admission;
  }

  /**
   * Listens and serves until closed.
   *
   * @param address port 0 picks a free one
   */
  public static StreamListener open(
      SSLContext tls,
      SSLParameters parameters,
      InetSocketAddress address,
      PeerCheck check,
      StreamAdmission admission)
      throws IOException {
    var server = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket();
    server.bind(address);
    var listener = new StreamListener(server, parameters, check, admission);
    Thread.ofVirtual().name("stream-listener").start(listener::accept);
    return listener;
  }

  /** The port that senders connect to. */
  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = (SSLSocket) server.accept();
        if (connections.tryAcquire()) {
          Thread.ofVirtual()
              .name("stream " + socket.getRemoteSocketAddress())
              .start(() -> serve(socket));
        } else {
          socket.close();
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("A stream was not accepted: {}", e.getMessage());
        }
      }
    }
  }

  private void serve(SSLSocket socket) {
    try (socket) {
      socket.setSoTimeout((int) HANDSHAKE_LIMIT.toMillis());
      socket.setTcpNoDelay(true);
      DeadPeers.notice(socket);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      StreamPeer peer = peer(socket.getSession());
      var in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
      var out = new DataOutputStream(socket.getOutputStream());
      receive(socket, peer, in, out);
    } catch (IOException e) {
      LOG.warn("Stream from {} ended: {}", socket.getRemoteSocketAddress(), e.getMessage());
    } finally {
      connections.release();
    }
  }

  private StreamPeer peer(SSLSession session) throws IOException {
    String name = check.require(session);
    if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
      return new StreamPeer(name, certificate);
    }
    throw new StreamException("the sender shows no X.509 certificate");
  }

  private void receive(Socket socket, StreamPeer peer, DataInputStream in, DataOutputStream out)
      throws IOException {
    byte[] buffer = new byte[Frame.MAX_PAYLOAD];
    var answers = new RequestOutput(socket, out);
    try {
      StreamHeader header = header(Frame.read(in, buffer));
      boolean receipts = header.features().contains(Receipts.FEATURE);
      ItemStore store = admission.admit(peer, header);
      try {
        answers.send(Frame.of(Frame.Type.ACCEPT, receipts ? Receipts.FEATURE : ""));
        store.connected(answers);
        // From here the sender may pause for as long as the container runs on; a dead peer shows
        // by TCP's keep-alive.
        socket.setSoTimeout(0);
        items(in, answers, new Receipts(answers, receipts), buffer, store);
      } finally {
        store.ended();
      }
    } catch (StreamException e) {
      refuse(answers, e);
      throw e;
    } catch (RuntimeException e) {
      LOG.error("A stream from {} broke this end", peer.name(), e);
      refuse(answers, e);
    }
  }

  private static void refuse(RequestOutput answers, Exception why) throws IOException {
    answers.send(Frame.of(Frame.Type.REFUSE, String.valueOf(why.getMessage())));
  }

  static StreamHeader header(Frame frame) throws StreamException {
    if (frame.type() != Frame.Type.HEADER) {
      throw new StreamException("the stream does not begin with a header");
    }
    try {
      return Objects.requireNonNull(Json.read(frame.text(), StreamHeader.class));
    } catch (JacksonException | NullPointerException e) {
      throw new StreamException("the stream's header cannot be read");
    }
  }

  /** Serves frames until the sender closes between two items. */
  static void items(
      DataInputStream in, RequestOutput answers, Receipts receipts, byte[] buffer, ItemStore store)
      throws IOException {
    try (var pages = new PageFrames()) {
      for (int type = in.read(); type >= 0; type = in.read()) {
        Frame frame = Frame.read(type, in, buffer);
        switch (frame.type()) {
          case ITEM -> item(frame, in, receipts, buffer, store);
          case PAGES -> pages.take(frame, store);
          case STALE -> PageFrames.takeStale(frame, store);
          case BARRIER -> answers.send(new Frame(Frame.Type.ACK, frame.payload(), frame.length()));
          default ->
              throw new StreamException("a frame %s has no place here".formatted(frame.type()));
        }
        receipts.took(frame);
      }
    }
  }

  private static void item(
      Frame first, DataInputStream in, Receipts receipts, byte[] buffer, ItemStore store)
      throws IOException {
    if (first.length() < 2) {
      throw new StreamException("an item has no name");
    }
    ItemKind kind = ItemKind.of(first.payload()[0]);
    String name = first.text().substring(1);
    try {
      OutputStream content = store.open(kind, name);
      while (true) {
        Frame frame = Frame.read(in, buffer);
        if (frame.type() == Frame.Type.ITEM_END) {
          content.close();
          return;
        }
        if (frame.type() != Frame.Type.DATA) {
          throw new StreamException("a frame %s has no place in an item".formatted(frame.type()));
        }
        content.write(frame.payload(), 0, frame.length());
        receipts.took(frame);
      }
    } catch (StreamException e) {
      throw e;
    } catch (IOException e) {
      // A store's own failure reaches the sender in words; a broken connection cannot anyway.
      throw new StreamException("%s %s was not stored: %s".formatted(kind, name, e.getMessage()));
    }
  }
}
