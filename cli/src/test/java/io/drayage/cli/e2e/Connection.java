package io.drayage.cli.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** One TCP connection to a container, over which lines go. Owned by one thread. */
final class Connection implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5000;

  private final Socket socket = new Socket();
  private final BufferedReader in;

  /**
   * Connects.
   *
   * @param patienceMillis how long an answer may take
   */
  Connection(String address, int port, int patienceMillis) {
    try {
      socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(patienceMillis);
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a line, and returns the first one of the answer; {@code "null"} at the stream's end. */
  String ask(String line) {
    try {
      socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      return String.valueOf(in.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines that follow. */
  Stream<String> lines() {
    return in.lines();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
