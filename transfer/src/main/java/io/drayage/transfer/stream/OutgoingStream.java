package io.drayage.transfer.stream;

import io.drayage.platform.json.Json;
import io.drayage.transfer.page.PageRun;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * The sending end of a stream. Owned by one thread at a time; the destination's end closes when
 * this one does.
 */
public final class OutgoingStream implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  /** What a session says that never came to be ({@link SSLSocket#getSession}). */
  private static final String NO_CIPHER = "SSL_NULL_WITH_NULL_NULL";

  private static final Duration FOREVER = Duration.ofDays(365);

  private final SSLSocket socket;
  private final DataOutputStream out;
  private final Duration patience;
  private final LinkRate link = new LinkRate();
  private final Answers answers;
  private long bytesSent;
  private long barriers;
  private RateLimit rate = RateLimit.of(0);
  private final UnderWay underWay = new UnderWay();
  private volatile boolean asked;
  private volatile boolean broken;
  private volatile boolean closed;

  private OutgoingStream(SSLSocket socket, Duration patience) throws IOException {
    this.socket = socket;
    this.patience = patience;
    this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
    this.answers = Answers.read(new DataInputStream(socket.getInputStream()), link);
  }

  /**
   * Connects, checks who answers, and introduces the sender.
   *
   * @param patience how long the peer may take to connect and to answer anything later
   * @throws StreamException when the receiver refuses, with its reason
   */
  public static OutgoingStream connect(
      SSLContext tls,
      SSLParameters parameters,
      InetSocketAddress address,
      PeerCheck check,
      StreamHeader header,
      Duration patience)
      throws IOException {
    var socket = (SSLSocket) tls.getSocketFactory().createSocket();
    try {
      socket.connect(address, (int) patience.toMillis());
      socket.setSoTimeout((int) patience.toMillis());
      socket.setTcpNoDelay(true);
      DeadPeers.notice(socket);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      check.require(established(socket));
      // From here a silent receiver shows where an answer of it is waited for.
      socket.setSoTimeout(0);
      var stream = new OutgoingStream(socket, patience);
      stream.write(Frame.of(Frame.Type.HEADER, Json.write(header.with(Receipts.FEATURE))));
      stream.out.flush();
      stream.expect(Frame.Type.ACCEPT);
      return stream;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** A connection that ends in its handshake leaves a session without peer, and no exception. */
  private static SSLSession established(SSLSocket socket) throws IOException {
    SSLSession session = socket.getSession();
    if (session.getCipherSuite().equals(NO_CIPHER)) {
      throw new EOFException("the connection ended while it was opened");
    }
    return session;
  }

  /** Sends one item, read from {@code content} to its end; the content stays open. */
  public void send(ItemKind kind, String name, InputStream content) throws IOException {
    try (OutputStream item = open(kind, name)) {
      content.transferTo(item);
    }
  }

  /** Begins an item; what is written goes out as it comes, and closing ends the item. */
  public OutputStream open(ItemKind kind, String name) throws IOException {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    write(
        Frame.of(
            Frame.Type.ITEM,
            ByteBuffer.allocate(1 + text.length).put(kind.code()).put(text).array()));
    return new ItemOutput();
  }

  /** Waits until the receiver has stored every item sent so far. */
  public void barrier() throws IOException {
    long number = ++barriers;
    write(Frame.of(Frame.Type.BARRIER, ByteBuffer.allocate(Long.BYTES).putLong(number).array()));
    flush();
    Frame answer = expect(Frame.Type.ACK);
    if (ByteBuffer.wrap(answer.payload(), 0, answer.length()).getLong() != number) {
      throw new StreamException("the receiver acknowledged another barrier than the one sent");
    }
    underWay.clear();
  }

  /** Begins to send pages. */
  public PageSender pages() {
    return new PageSender(this);
  }

  /**
   * Waits for the receiver to ask for pages; empty when it has closed the stream. From the first
   * call on, one thread asks here and another may send pages, but nobody calls {@link #barrier}.
   */
  public Optional<PageRequest> nextRequest() throws IOException {
    asked = true;
    Optional<Frame> frame = answers.next(FOREVER);
    if (frame.isPresent() && frame.get().type() != Frame.Type.REQUEST) {
      throw new StreamException("the receiver sent %s unasked".formatted(frame.get().type()));
    }
    return frame.isEmpty() ? Optional.empty() : Optional.of(PageFrames.request(frame.get()));
  }

  /** Hands everything written so far to the network. */
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw failed(refusalBehind(e));
    }
  }

  /**
   * Whether the connection broke, so that another one may serve. Not when the receiver refused:
   * what it refuses once it refuses again.
   */
  public boolean isBroken() {
    return broken;
  }

  /** Payload bytes sent so far, frames' own bytes not counted. */
  public long bytesSent() {
    return bytesSent;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try {
      DeadPeers.leave(socket);
    } finally {
      answers.end();
    }
  }

  /** Sends from now on no more than so many bytes a second; 0 means as fast as it goes. */
  public void limit(long bytesPerSecond) {
    rate = RateLimit.of(bytesPerSecond);
  }

  /** Time that a byte takes from here, by the link or by the limit set, in nanoseconds. */
  double nanosPerByte() {
    return Math.max(link.nanosPerByte(), rate.nanosPerByte());
  }

  /** Whether the link has enough to carry while this end prepares more. */
  boolean isBehind() {
    return link.isBehind();
  }

  /** Writes a frame of pages. */
  void writePages(Frame frame, List<PageRun> runs) throws IOException {
    underWay.received(link.received());
    underWay.wrote(bytesSent + frame.length(), runs);
    write(frame);
  }

  /** Pages that were written and that the receiver may lack. */
  List<PageRun> underWay() {
    underWay.received(link.received());
    return underWay.runs();
  }

  void write(Frame frame) throws IOException {
    rate.await(frame.length());
    link.wrote(frame.length());
    try {
      frame.write(out);
    } catch (IOException e) {
      throw failed(refusalBehind(e));
    }
    bytesSent += frame.length();
  }

  /** A receiver that refuses says why and closes; the write that then fails knows no reason. */
  private IOException refusalBehind(IOException broken) {
    if (asked || closed) {
      return broken; // another thread reads the answers, or nobody wants them any more
    }
    try {
      while (answers.next(patience).isPresent()) {
        // Answers to what came before the break; the refusal would be the last.
      }
    } catch (StreamException e) {
      return e;
    } catch (IOException e) {
      broken.addSuppressed(e);
    }
    return broken;
  }

  private IOException failed(IOException why) {
    broken = broken || !(why instanceof StreamException);
    return why;
  }

  private Frame expect(Frame.Type type) throws IOException {
    Frame frame;
    try {
      frame =
          answers
              .next(patience)
              .orElseThrow(() -> new EOFException("the receiver closed the stream"));
    } catch (IOException e) {
      throw failed(e);
    }
    if (frame.type() != type) {
      throw new StreamException(
          "the receiver answered %s instead of %s".formatted(frame.type(), type));
    }
    return frame;
  }

  private final class ItemOutput extends OutputStream {
    private final byte[] block = new byte[Frame.MAX_PAYLOAD];
    private int filled;

    @Override
    public void write(int b) throws IOException {
      if (filled == block.length) {
        flush();
      }
      block[filled++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        if (filled == block.length) {
          flush();
        }
        int now = Math.min(length - done, block.length - filled);
        System.arraycopy(bytes, offset + done, block, filled, now);
        filled += now;
        done += now;
      }
    }

    @Override
    public void flush() throws IOException {
      if (filled > 0) {
        OutgoingStream.this.write(new Frame(Frame.Type.DATA, block, filled));
        filled = 0;
      }
    }

    @Override
    public void close() throws IOException {
      flush();
      OutgoingStream.this.write(Frame.of(Frame.Type.ITEM_END, new byte[0]));
    }
  }
}
