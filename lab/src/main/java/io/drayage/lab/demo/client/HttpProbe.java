package io.drayage.lab.demo.client;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * A client that asks the time service every few milliseconds, one question after the other, and
 * never gives up. It owns one virtual thread and its connection; both end with {@link #close()}.
 */
public final class HttpProbe implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(5);

  private final TimeServiceConnection connection;
  private final GapMeter meter = new GapMeter(System::nanoTime);
  private final Thread thread;
  private final Set<String> instances = new HashSet<>();
  private volatile boolean closing;
  private long failures;
  private long connections;
  private boolean counterFell;
  private TimeAnswer last = new TimeAnswer(0, "", 0, 0);

  private HttpProbe(TimeServiceConnection connection) {
    this.connection = connection;
    this.thread =
        Thread.ofVirtual().name("demo-probe-" + connection.label()).unstarted(this::askUntilClosed);
  }

  /** Starts to ask; takes over the connection. */
  public static HttpProbe start(TimeServiceConnection connection) {
    var probe = new HttpProbe(connection);
    probe.thread.start();
    return probe;
  }

  /** The meter of this client's gap. */
  public GapMeter meter() {
    return meter;
  }

  /**
   * Begins to count failures and connections and to measure the gap anew.
   *
   * @return the longest gap until now
   */
  public synchronized Duration restart() {
    failures = 0;
    connections = Math.min(connections, 1);
    return meter.restart();
  }

  /** What this client has seen until now, since the last {@link #restart()} where that matters. */
  public synchronized ProbeReport report() {
    return new ProbeReport(
        connection.label(),
        meter.answers(),
        failures,
        connections,
        meter.longest(),
        instances.size(),
        counterFell,
        last);
  }

  private void askUntilClosed() {
    try {
      while (!closing) {
        try {
          TimeAnswer answer = connection.ask();
          meter.answered();
          note(answer);
        } catch (IOException _) {
          noteFailure();
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void note(TimeAnswer answer) {
    instances.add(answer.instance());
    counterFell |= answer.counter() < last.counter();
    if (answer.clientPort() != last.clientPort()) {
      connections++;
    }
    last = answer;
  }

  private synchronized void noteFailure() {
    failures++;
  }

  /** Stops asking and closes the connection. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    connection.close();
  }
}
