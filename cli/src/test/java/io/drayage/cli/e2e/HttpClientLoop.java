package io.drayage.cli.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that asks a web service without end, each time over a new connection, one question after
 * the other. It owns one thread, which ends with {@link #close()}.
 */
final class HttpClientLoop implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5000;

  private final InetSocketAddress address;
  private final String name;
  private final Thread thread = Thread.ofPlatform().unstarted(this::askUntilClosed);
  private final List<String> served = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private long answers;
  private volatile boolean closing;

  private HttpClientLoop(InetSocketAddress address, String name) {
    this.address = address;
    this.name = name;
  }

  static HttpClientLoop start(String host, int port) {
    return start(host, port, "web");
  }

  /** Starts a client that asks for a name. */
  static HttpClientLoop start(String host, int port, String name) {
    var loop = new HttpClientLoop(new InetSocketAddress(host, port), name);
    loop.thread.start();
    return loop;
  }

  /** Asks once and returns the answer's body. */
  static String ask(InetSocketAddress address) throws IOException {
    return ask(address, "web");
  }

  /** Asks for a name once and returns the answer's body. */
  static String ask(InetSocketAddress address, String name) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(address, PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(name)
              .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      if (!answer.startsWith("HTTP/1.1 200 ")) {
        throw new IOException("answered: " + answer);
      }
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }

  /** Who answered, in order, each once until another one did. */
  synchronized List<String> served() {
    return List.copyOf(served);
  }

  /** What was not answered. */
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  synchronized long answers() {
    return answers;
  }

  private void askUntilClosed() {
    while (!closing) {
      try {
        String instance = ask(address, name);
        synchronized (this) {
          answers++;
          if (served.isEmpty() || !served.getLast().equals(instance)) {
            served.add(instance);
          }
        }
      } catch (IOException e) {
        synchronized (this) {
          failures.add(String.valueOf(e));
        }
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
