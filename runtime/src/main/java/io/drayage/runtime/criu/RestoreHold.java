package io.drayage.runtime.criu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The script that holds restored tasks stopped until somebody decides about them.
 *
 * <p>CRIU runs it at {@code post-restore}, when the tasks exist and none has run yet; its failure
 * makes CRIU kill them (at the later {@code pre-resume} a failure would only be logged). It fails
 * when the verdict is anything but {@code run}, and when the agent dies, because the pipe then
 * ends. The agent itself abandons the tasks when the lease is over, so a copy that nobody can vouch
 * for destroys itself. The script starts no process: each costs the container milliseconds.
 */
public final class RestoreHold implements AutoCloseable {
  /** What the script writes to the event pipe when the tasks are held. */
  public static final String HELD = "held";

  private final Path script;
  private final NamedPipe verdict;
  private final AtomicBoolean decided = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);

  private RestoreHold(Path script, NamedPipe verdict) {
    this.script = script;
    this.verdict = verdict;
  }

  /**
   * Prepares a hold.
   *
   * @param directory where the script is made: CRIU executes it, so not where that is forbidden
   * @param scratch where the mark of {@link #wasLetRun} is made (tmpfs)
   * @param verdict a pipe for this hold alone, which closes it
   * @param events the named pipe that is told {@link #HELD}
   */
  public static RestoreHold create(Path directory, Path scratch, NamedPipe verdict, Path events) {
    Path script = directory.resolve("hold.sh");
    Path letRun = mark(scratch);
    try {
      Files.deleteIfExists(letRun);
      // Opened for both ways first, since opening for one way waits for somebody at the other end.
      Shell.write(
          script,
          """
          #!/bin/sh
          [ "$CRTOOLS_SCRIPT_ACTION" = post-restore ] || exit 0
          exec 3<>%2$s 5<>%3$s
          exec 4<%2$s 3>&-
          echo %1$s >&5
          read -r verdict <&4
          [ "$verdict" = run ] && : >%4$s
          """
              .formatted(
                  HELD, Shell.quote(verdict.path()), Shell.quote(events), Shell.quote(letRun)));
      return new RestoreHold(script, verdict);
    } catch (IOException e) {
      throw new UncheckedIOException("hold in %s cannot be prepared".formatted(directory), e);
    }
  }

  /** Whether the tasks of the last hold in that scratch directory were let run. */
  public static boolean wasLetRun(Path scratch) {
    return Files.exists(mark(scratch));
  }

  private static Path mark(Path scratch) {
    return scratch.resolve("let-run");
  }

  /** The script for CRIU to run. */
  public Path script() {
    return script;
  }

  /** Abandons the tasks after so long, unless they are decided about before. */
  public void expireAfter(Duration lease) {
    Thread.ofVirtual()
        .name("lease " + verdict.path())
        .start(() -> {
          try {
            if (!over.await(lease.toMillis(), TimeUnit.MILLISECONDS)) {
              abandon();
            }
          } catch (InterruptedException e) {
            abandon();
          }
        });
  }

  /** Lets the tasks run, if they are still held. */
  public void run() {
    decide("run");
  }

  /** Has the tasks killed, if they are still held. */
  public void abandon() {
    decide("abandon");
  }

  private void decide(String word) {
    if (decided.compareAndSet(false, true)) {
      over.countDown();
      write(word);
    }
  }

  private void write(String line) {
    try {
      verdict.write(line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("'%s' cannot be told to a hold".formatted(line), e);
    }
  }

  /** Ends it: tasks that are still held are killed. */
  @Override
  public void close() {
    decided.set(true);
    over.countDown();
    verdict.close();
  }
}
