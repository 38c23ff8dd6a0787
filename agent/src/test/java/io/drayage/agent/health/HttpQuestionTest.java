package io.drayage.agent.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpQuestionTest {
  private ServerSocket server = unbound();

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nX: y\r\n\r\n",
        "HTTP/1.0 204 \r\n",
        "HTTP/1.1 302\r\n",
        "HTTP/1.1 399 Odd\n"
      })
  void statusFrom200To399IsHealthy(String answer) {
    answering(answer);

    assertThatCode(() -> ask(Duration.ofMinutes(1))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"100 Continue", "199", "400 Bad", "404 Not Found", "500 No", "503 Wait"})
  void anotherStatusIsNot(String status) {
    answering("HTTP/1.1 " + status + "\r\n\r\n");

    assertThatThrownBy(() -> ask(Duration.ofMinutes(1)))
        .isInstanceOf(IOException.class)
        .hasMessage("the answer's status is " + status.substring(0, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"+PONG\r\n", "HTTP/2 200\r\n", "HTTP/1.1 2000\r\n", "\r\n"})
  void whatIsNoHttpIsNot(String answer) {
    answering(answer);

    assertThatThrownBy(() -> ask(Duration.ofMinutes(1))).hasMessage("the answer is no HTTP");
  }

  @Test
  void anEndlessLineIsCutOff() {
    answering("H".repeat(5000));

    assertThatThrownBy(() -> ask(Duration.ofMinutes(1))).hasMessage("the answer is no HTTP");
  }

  @Test
  void connectionClosedWithoutAnAnswerIsNot() {
    answering("");

    assertThatThrownBy(() -> ask(Duration.ofMinutes(1))).isInstanceOf(IOException.class);
  }

  @Test
  void serviceThatNeverAnswersIsNotWaitedForLonger() throws IOException {
    // The connection waits in the backlog: nobody accepts it.
    assertThat(server.isBound()).isTrue();

    assertThatThrownBy(() -> ask(Duration.ofMillis(50))).isInstanceOf(SocketTimeoutException.class);
  }

  private void ask(Duration limit) throws IOException {
    try (var socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
      HttpQuestion.ask(socket, "web", "/health", System.nanoTime() + limit.toNanos());
    }
  }

  private void answering(String answer) {
    Thread.ofVirtual()
        .start(() -> {
          try (Socket socket = server.accept();
              OutputStream out = socket.getOutputStream()) {
            // All of the question first: closing with unread bytes would be a reset.
            readQuestion(socket);
            out.write(answer.getBytes(StandardCharsets.US_ASCII));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static void readQuestion(Socket socket) throws IOException {
    var seen = new StringBuilder();
    while (seen.indexOf("\r\n\r\n") < 0) {
      int c = socket.getInputStream().read();
      if (c < 0) {
        return;
      }
      seen.append((char) c);
    }
    assertThat(seen).startsWith("GET /health HTTP/1.1\r\nHost: web\r\n");
  }

  private static ServerSocket unbound() {
    try {
      return new ServerSocket();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
