package io.drayage.agent.health;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One HTTP request of which only the answer's status counts (RFC 9112, 3 and 4). */
final class HttpQuestion {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");
  private static final int LONGEST_LINE = 1024;

  private HttpQuestion() {}

  /**
   * Asks over a connection that is not used again.
   *
   * @param end when there is no more time, by {@link System#nanoTime}
   * @throws IOException when the status is not from 200 to 399, or none came in time
   */
  static void ask(Socket socket, String host, String path, long end) throws IOException {
    String request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: drayage-health\r\nConnection: close\r\n\r\n"
            .formatted(path, host);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    String line = firstLine(socket, end);
    Matcher matcher = STATUS_LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IOException("the answer is no HTTP");
    }
    int status = Integer.parseInt(matcher.group(1));
    if (status < 200 || status > 399) {
      throw new IOException("the answer's status is " + status);
    }
  }

  /** How many milliseconds are left, at least 1. */
  static int millisUntil(long end) throws SocketTimeoutException {
    long left = end - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("no answer in time");
    }
    return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(left));
  }

  /** Byte by byte with what time is left: a service that drips must not hold us. */
  private static String firstLine(Socket socket, long end) throws IOException {
    InputStream in = socket.getInputStream();
    var line = new StringBuilder();
    while (line.length() < LONGEST_LINE) {
      socket.setSoTimeout(millisUntil(end));
      int c = in.read();
      if (c < 0) {
        throw new IOException("the connection was closed without an answer");
      }
      if (c == '\n') {
        return line.toString().stripTrailing();
      }
      line.append((char) c);
    }
    throw new IOException("the answer is no HTTP");
  }
}
