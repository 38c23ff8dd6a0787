package io.drayage.bench.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client that sends a {@link Beat} every millisecond on one open connection, answered or not, and
 * measures the longest time that any of them waited for its answer.
 *
 * <p>Because it goes on sending, the first segment that arrives after a move makes the restored
 * kernel acknowledge selectively and the client repeat the lost ones at once; a client with one
 * request under way would round each gap up to TCP's retransmission times. When no answer came for
 * more than a tenth of a second it pauses for a hundredth of that time, so that its send buffer
 * lasts. It owns two threads and the connection; its methods are for any thread.
 */
public final class Heartbeat implements AutoCloseable {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int PRECISION = 100;
  private static final int CONNECT_MILLIS = 10_000;
  private static final int MOST_UNDER_WAY = 1 << 16;

  private final Socket socket;
  private final byte[] question;
  private final String answer;
  private final long[] sentAt = new long[MOST_UNDER_WAY];
  private final Thread sender;
  private final Thread reader;
  private long sent;
  private long answered;
  private long longest;
  private @Nullable String failure;
  private volatile boolean closed;

  private Heartbeat(Socket socket, Beat beat) {
    this.socket = socket;
    this.question = (beat.question() + "\n").getBytes(StandardCharsets.US_ASCII);
    this.answer = beat.answer();
    this.sender = Thread.ofPlatform().name("heartbeat-send").unstarted(this::send);
    this.reader = Thread.ofPlatform().name("heartbeat-read").unstarted(this::read);
  }

  /**
   * Connects and starts to beat.
   *
   * @throws IOException when nobody answers at the address
   */
  public static Heartbeat start(InetSocketAddress address, Beat beat) throws IOException {
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(address, CONNECT_MILLIS);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    var heartbeat = new Heartbeat(socket, beat);
    heartbeat.sender.start();
    heartbeat.reader.start();
    return heartbeat;
  }

  /** Forgets the longest wait so far, and returns it. */
  public synchronized Duration restart() {
    Duration until = Duration.ofNanos(longest);
    longest = 0;
    return until;
  }

  /** How many beats were sent and answered, for a message. */
  public synchronized String counts() {
    return sent + " sent, " + answered + " answered";
  }

  /** The longest that a beat waited, since the beginning or the last {@link #restart()}. */
  public synchronized Duration longest() {
    return Duration.ofNanos(longest);
  }

  /** Why the connection ended; empty while it lives. */
  public synchronized Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Waits until so many further beats were answered.
   *
   * @return false when they were not within {@code limit}, or the connection broke
   */
  public synchronized boolean awaitAnswers(long more, Duration limit) throws InterruptedException {
    long wanted = sent + more;
    long deadline = System.nanoTime() + limit.toNanos();
    while (answered < wanted && failure == null) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return failure == null;
  }

  private void send() {
    try {
      OutputStream out = socket.getOutputStream();
      long next = System.nanoTime();
      while (!closed) {
        long now = System.nanoTime();
        long waited = noteSent(now);
        out.write(question);
        next = Math.max(now, next + Math.max(INTERVAL, waited / PRECISION));
        while (!closed && System.nanoTime() < next) {
          LockSupport.parkNanos(next - System.nanoTime());
        }
      }
    } catch (IOException e) {
      fail(e.toString());
    }
  }

  private void read() {
    try {
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        noteAnswered(line);
      }
      fail("the workload closed the connection");
    } catch (IOException e) {
      fail(e.toString());
    }
  }

  /** Returns how long the oldest beat has waited, in nanoseconds. */
  private synchronized long noteSent(long now) {
    if (sent - answered >= MOST_UNDER_WAY) {
      throw new IllegalStateException("more beats are under way than can be told apart");
    }
    sentAt[place(sent++)] = now;
    return now - sentAt[place(answered)];
  }

  private synchronized void noteAnswered(String line) {
    long now = System.nanoTime();
    long number = answered + 1;
    if (!line.equals(answer + number)) {
      fail("beat %d was answered with '%s'".formatted(number, line));
      return;
    }
    longest = Math.max(longest, now - sentAt[place(answered)]);
    answered++;
    notifyAll();
  }

  private static int place(long number) {
    return (int) (number % MOST_UNDER_WAY);
  }

  private synchronized void fail(String why) {
    if (!closed && failure == null) {
      failure = why;
    }
    notifyAll();
  }

  @Override
  public void close() {
    closed = true;
    try {
      socket.close();
      sender.join();
      reader.join();
    } catch (IOException e) {
      throw new IllegalStateException("a socket's close does not fail", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
