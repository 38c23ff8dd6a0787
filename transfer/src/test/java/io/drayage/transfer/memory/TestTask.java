package io.drayage.transfer.memory;

import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A process of its own with a memory region watched by a userfaultfd, whose descriptor it sends as
 * CRIU's restore does: task.pl.
 */
final class TestTask implements AutoCloseable {
  private final RunningProcess process;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> children = new LinkedBlockingQueue<>();

  TestTask(Path directory, Path socket, int pid, long base, int pages) throws Exception {
    Path script = directory.resolve("task.pl");
    try (InputStream source = TestTask.class.getResourceAsStream("task.pl")) {
      if (source == null) {
        throw new IOException("no task.pl");
      }
      Files.write(script, source.readAllBytes());
    }
    process =
        Subprocess.of(
                "perl",
                script.toString(),
                socket.toString(),
                Integer.toString(pid),
                Long.toHexString(base),
                Integer.toString(pages))
            .stdinPiped()
            .stdoutLines(line -> (line.startsWith("child") ? children : answers).add(line))
            .start();
    expect("ready");
  }

  /** Skips the test where a task cannot be made. */
  static void assumePossible() {
    boolean possible =
        System.getProperty("os.arch").equals("amd64")
            && Files.exists(Path.of("/usr/bin/perl"))
            && Files.isWritable(Path.of("/proc/sys/vm/drop_caches"));
    Assumptions.assumeTrue(possible, "a task with a userfaultfd needs x86_64, perl and root");
  }

  private void expect(String word) throws Exception {
    String answer = answer();
    if (!answer.equals(word)) {
      throw new IOException(answer);
    }
  }

  private String answer() throws Exception {
    return take(answers);
  }

  private String take(BlockingQueue<String> from) throws Exception {
    String answer = null;
    for (int tries = 0; answer == null && tries < 60; tries++) {
      boolean alive = process.alive();
      answer = from.poll(alive ? 1 : 0, TimeUnit.SECONDS);
      if (!alive) {
        break;
      }
    }
    if (answer == null) {
      throw new IOException("no answer: " + process.stderrTail());
    }
    return answer;
  }

  void send(String command, long... arguments) throws IOException {
    StringBuilder line = new StringBuilder(command);
    for (long argument : arguments) {
      line.append(' ').append(argument);
    }
    process.stdin().write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    process.stdin().flush();
  }

  void run(String command, long... arguments) throws Exception {
    send(command, arguments);
    expect(command.equals("fork") ? "forked" : "done");
  }

  /** Waits for the end of a command that was sent. */
  void done() throws Exception {
    expect("done");
  }

  /** The sum of each page's longs, once they could be read. */
  List<Long> sums() throws Exception {
    return parse(answer());
  }

  List<Long> read(long address, int pages) throws Exception {
    send("read", address, pages);
    return sums();
  }

  /** What a forked child has read, once it could. */
  List<Long> childSums() throws Exception {
    return parse(take(children));
  }

  boolean hasAnswered() {
    return !answers.isEmpty();
  }

  private static List<Long> parse(String line) {
    List<Long> sums = new ArrayList<>();
    for (String word : line.substring(line.indexOf(' ') + 1).split(" ", -1)) {
      sums.add(Long.parseUnsignedLong(word));
    }
    return sums;
  }

  void kill() throws Exception {
    Subprocess.of("kill", "-9", Long.toString(process.pid())).timeout(Duration.ofMinutes(1)).run();
    process.close();
  }

  @Override
  public void close() {
    process.close();
  }
}
