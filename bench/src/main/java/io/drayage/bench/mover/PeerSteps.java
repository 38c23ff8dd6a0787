package io.drayage.bench.mover;

import io.drayage.lab.host.LabHost;
import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One end of a peer's move: a shell that was started beforehand, does its part when it is told to
 * go, and says what it has done, a word a line. One thread; closing it ends the shell.
 */
final class PeerSteps implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private record Said(String word, long at) {}

  private final String what;
  private final RunningProcess shell;
  private final LinkedBlockingQueue<Said> said;

  private PeerSteps(String what, RunningProcess shell, LinkedBlockingQueue<Said> said) {
    this.what = what;
    this.shell = shell;
    this.said = said;
  }

  static PeerSteps start(LabHost host, String step, Subprocess command) {
    var said = new LinkedBlockingQueue<Said>();
    RunningProcess shell =
        command
            .stdinPiped()
            .stdoutLines(line -> said.add(new Said(line.strip(), System.nanoTime())))
            .start();
    return new PeerSteps(step + " on " + host.name(), shell, said);
  }

  /** Lets it go, and returns the moment, in nanoseconds. */
  long go() {
    try {
      long now = System.nanoTime();
      shell.stdin().write("go\n".getBytes(StandardCharsets.US_ASCII));
      shell.stdin().flush();
      return now;
    } catch (IOException e) {
      throw failed("did not wait for its go");
    }
  }

  /** Waits until it says a word, and returns when it did, in nanoseconds. */
  long await(String word) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      Said next = said.poll(20, TimeUnit.MILLISECONDS);
      if (next != null && next.word().equals(word)) {
        return next.at();
      }
      if (next == null && !shell.alive() && said.isEmpty()) {
        throw failed("ended before it said '" + word + "'");
      }
    }
    throw failed("did not say '" + word + "' in time");
  }

  /** Waits for its end, which must be a good one, and returns the moment, in nanoseconds. */
  long awaitEnd() throws InterruptedException {
    OptionalInt exit = shell.await(LIMIT);
    long now = System.nanoTime();
    if (exit.isEmpty() || exit.getAsInt() != 0) {
      throw failed("failed with exit code " + (exit.isEmpty() ? "none" : exit.getAsInt()));
    }
    return now;
  }

  private MoverException failed(String how) {
    String stderr = shell.stderrTail().strip().replaceAll("\\s*\\R\\s*", " ");
    return new MoverException(what + " " + how + (stderr.isEmpty() ? "" : ": " + stderr));
  }

  @Override
  public void close() {
    shell.close();
  }
}
