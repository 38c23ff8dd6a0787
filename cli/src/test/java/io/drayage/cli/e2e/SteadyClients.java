package io.drayage.cli.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that ask one question again and again, each over one connection that it keeps. Each owns
 * a virtual thread, which ends with {@link #close()}.
 */
final class SteadyClients implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int LARGEST_ANSWER = 4096;

  private final InetSocketAddress address;
  private final byte[] question;
  private final String expected;
  private final List<Thread> threads = new ArrayList<>();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong longestMillis = new AtomicLong();
  private volatile boolean closing;

  private SteadyClients(InetSocketAddress address, String question, String expected) {
    this.address = address;
    this.question = question.getBytes(StandardCharsets.US_ASCII);
    this.expected = expected;
  }

  /**
   * Starts so many clients.
   *
   * @param expected how every answer starts
   */
  static SteadyClients start(
      int count, InetSocketAddress address, String question, String expected) {
    var clients = new SteadyClients(address, question, expected);
    for (int i = 0; i < count; i++) {
      clients.threads.add(Thread.ofVirtual().start(clients::ask));
    }
    return clients;
  }

  /** Waits for so many more answers. */
  void awaitMore(int more) {
    long enough = answers.get() + more;
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> answers.get() >= enough || !failures.isEmpty());
  }

  /** What was answered otherwise or not at all: each client's first, which ends it. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** From a question to its answer, at most so far. */
  long longestMillis() {
    return longestMillis.get();
  }

  private void ask() {
    try (var socket = new Socket()) {
      socket.connect(address, PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      InputStream in = socket.getInputStream();
      byte[] piece = new byte[LARGEST_ANSWER];
      while (!closing) {
        long asked = System.nanoTime();
        socket.getOutputStream().write(question);
        // The answers are shorter than a packet, so one read takes a whole one.
        int length = in.read(piece);
        String answer = new String(piece, 0, Math.max(0, length), StandardCharsets.US_ASCII);
        if (!answer.startsWith(expected)) {
          throw new IOException("answered: " + answer);
        }
        longestMillis.accumulateAndGet((System.nanoTime() - asked) / 1_000_000, Math::max);
        answers.incrementAndGet();
        Thread.sleep(PAUSE);
      }
    } catch (IOException e) {
      failures.add(String.valueOf(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
