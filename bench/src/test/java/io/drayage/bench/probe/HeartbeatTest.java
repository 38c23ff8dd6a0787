package io.drayage.bench.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The heartbeat against a server that can be held. */
class HeartbeatTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private ServerSocket server;
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile String prefix = "beat ";

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void aPauseOfTheServerIsSeenAsOneGapOfItsLength() throws Exception {
    try (Heartbeat heartbeat = Heartbeat.start(address(), Beat.OF_WORKLOAD)) {
      assertThat(heartbeat.awaitAnswers(20, LIMIT)).isTrue();
      Duration _ = heartbeat.restart();
      var held = new CountDownLatch(1);
      gate = held;
      long from = System.nanoTime();
      assertThat(heartbeat.awaitAnswers(1000, Duration.ofMillis(300))).isFalse();
      long paused = System.nanoTime() - from;
      held.countDown();
      assertThat(heartbeat.awaitAnswers(20, LIMIT)).isTrue();

      // One beat may have been read just before the gate closed.
      assertThat(heartbeat.longest()).isGreaterThan(Duration.ofNanos(paused / 2));
      assertThat(heartbeat.failure()).isEmpty();
    }
  }

  @Test
  void aWrongAnswerIsAFailure() throws Exception {
    try (Heartbeat heartbeat = Heartbeat.start(address(), Beat.OF_WORKLOAD)) {
      assertThat(heartbeat.awaitAnswers(20, LIMIT)).isTrue();
      prefix = "boat ";

      assertThat(heartbeat.awaitAnswers(Integer.MAX_VALUE, LIMIT)).isFalse();
      assertThat(heartbeat.failure()).get().asString().contains("boat");
    }
  }

  @Test
  void aClosedConnectionIsAFailure() throws Exception {
    try (Heartbeat heartbeat = Heartbeat.start(address(), Beat.OF_WORKLOAD)) {
      assertThat(heartbeat.awaitAnswers(20, LIMIT)).isTrue();
      prefix = "";

      assertThat(heartbeat.awaitAnswers(Integer.MAX_VALUE, LIMIT)).isFalse();
      assertThat(heartbeat.failure()).isPresent();
    }
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  private void serve() {
    try (Socket client = server.accept()) {
      client.setTcpNoDelay(true);
      var in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      long beats = 0;
      for (String line = in.readLine(); line != null && !prefix.isEmpty(); line = in.readLine()) {
        gate.await();
        String answer = prefix + ++beats + "\n";
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new UncheckedIOException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
