package io.drayage.cli.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * A client that asks a web service without end, and its name server before each request. It owns
 * one thread, which ends with {@link #close()}.
 */
final class ResolvingClient implements AutoCloseable {
  private static final int HTTP = 80;

  private final String server;
  private final String name;
  private final Thread thread = Thread.ofPlatform().unstarted(this::askUntilClosed);
  private final List<String> places = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private volatile boolean closing;

  private ResolvingClient(String server, String name) {
    this.server = server;
    this.name = name;
  }

  static ResolvingClient start(String server, String name) {
    var client = new ResolvingClient(server, name);
    client.thread.start();
    return client;
  }

  void awaitAnswersFrom(String place) {
    await().atMost(Duration.ofSeconds(30)).until(() -> places().contains(place));
  }

  /** The addresses at which requests were answered, in order, each once until another one did. */
  synchronized List<String> places() {
    return List.copyOf(places);
  }

  /** What was not resolved or not answered once the first request was. */
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  private void askUntilClosed() {
    while (!closing) {
      try {
        String place = resolve();
        String _ = HttpClientLoop.ask(new InetSocketAddress(place, HTTP), name);
        synchronized (this) {
          if (places.isEmpty() || !places.getLast().equals(place)) {
            places.add(place);
          }
        }
      } catch (IOException e) {
        synchronized (this) {
          // The gateway and the service may still be starting.
          if (!places.isEmpty()) {
            failures.add(String.valueOf(e));
          }
        }
      }
    }
  }

  private String resolve() throws IOException {
    var question =
        Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), Type.A, DClass.IN));
    List<Record> answer = new SimpleResolver(server).send(question).getSection(Section.ANSWER);
    if (answer.size() != 1 || !(answer.getFirst() instanceof ARecord record)) {
      throw new IOException("%s has no one address: %s".formatted(name, answer));
    }
    return Objects.requireNonNull(record.getAddress().getHostAddress());
  }

  @Override
  public void close() {
    stop();
  }

  /** Waits for the last answer; there are no more then. */
  void stop() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
