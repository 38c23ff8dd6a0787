package io.drayage.bench.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the memory workload one question a connection (lab/src/main/root/memory-workload.c has the
 * protocol). Any thread.
 */
public final class WorkloadClient {
  private static final int CONNECT_MILLIS = 1_000;
  private static final int ANSWER_MILLIS = 60_000;
  private static final long POLL_MILLIS = 20;
  private static final Pattern STATS = Pattern.compile("written (\\d+) pages (\\d+) .*");

  private final InetSocketAddress address;

  /** A client of the workload at an address. */
  public WorkloadClient(InetSocketAddress address) {
    this.address = address;
  }

  /**
   * What the workload counted.
   *
   * @param written pages written anew since its start
   * @param pages how many pages of 4 KiB it holds
   */
  public record Stats(long written, long pages) {}

  /**
   * Waits until the workload has filled its memory and answers.
   *
   * @throws IOException when it does not within {@code limit}
   */
  public void awaitReady(Duration limit) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        Stats _ = stats();
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw new IOException("the workload at " + address + " does not answer: " + e, e);
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  /** Has every page verified, and returns the answer: {@code ok PAGES}, or what is bad. */
  public String check() throws IOException {
    return ask("check");
  }

  /** Asks for the counts. */
  public Stats stats() throws IOException {
    String answer = ask("stats");
    Matcher matcher = STATS.matcher(answer);
    if (!matcher.matches()) {
      throw new IOException("stats were answered with '" + answer + "'");
    }
    return new Stats(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }

  private String ask(String question) throws IOException {
    try (var socket = new Socket()) {
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.connect(address, CONNECT_MILLIS);
      socket.getOutputStream().write((question + "\n").getBytes(StandardCharsets.US_ASCII));
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String answer = in.readLine();
      if (answer == null) {
        throw new IOException("no answer to " + question);
      }
      return answer;
    }
  }
}
