package io.drayage.lab.demo.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Asks over one HTTP/1.1 connection that it keeps open. It waits long for an answer, because TCP
 * itself repeats what a frozen server did not take, and giving up would break a connection that
 * survives.
 */
public final class KeepAliveConnection implements TimeServiceConnection {

  private static final Duration CONNECT_LIMIT = Duration.ofMillis(100);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .build();
  private final HttpRequest request;

  /** Asks the service at {@code address}. */
  public KeepAliveConnection(URI address) {
    this.request = HttpRequest.newBuilder(address).timeout(ANSWER_LIMIT).build();
  }

  @Override
  public String label() {
    return "keep-alive";
  }

  @Override
  public TimeAnswer ask() throws IOException, InterruptedException {
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    return TimeAnswers.read(response.statusCode(), response.body());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
