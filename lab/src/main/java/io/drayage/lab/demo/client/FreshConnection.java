package io.drayage.lab.demo.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * Asks over a connection that it opens for this one question, as a new client would. Its limits are
 * short: a lost handshake is tried again at once, not after TCP's full second.
 */
public final class FreshConnection implements TimeServiceConnection {

  private static final int CONNECT_LIMIT_MS = 50;
  private static final int ANSWER_LIMIT_MS = 200;

  private final URI address;

  /** Asks the service at {@code address}. */
  public FreshConnection(URI address) {
    this.address = address;
  }

  @Override
  public String label() {
    return "new connections";
  }

  @Override
  public TimeAnswer ask() throws IOException {
    // Unlike java.net.http it lets its user ask for the connection's end.
    var connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setRequestProperty("Connection", "close");
    connection.setUseCaches(false);
    connection.setConnectTimeout(CONNECT_LIMIT_MS);
    connection.setReadTimeout(ANSWER_LIMIT_MS);
    try (InputStream body = connection.getInputStream()) {
      return TimeAnswers.read(connection.getResponseCode(), body.readAllBytes());
    } finally {
      connection.disconnect();
    }
  }

  @Override
  public void close() {
    // nothing stays open
  }
}
