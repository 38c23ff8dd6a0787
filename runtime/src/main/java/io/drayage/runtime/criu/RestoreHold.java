package io.drayage.runtime.criu;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/**
 * The script that holds restored tasks stopped until somebody decides about them.
 *
 * <p>CRIU runs it at {@code post-restore}, when the tasks exist and none has run yet; its failure
 * makes CRIU kill them (at the later {@code pre-resume} a failure would only be logged). It fails
 * when the verdict is anything but {@code run}: when none comes within the lease, and also when the
 * agent dies, because the pipe then ends. So a copy that nobody can vouch for destroys itself.
 */
public final class RestoreHold implements AutoCloseable {
  /** What the script writes to the event pipe when the tasks are held. */
  public static final String HELD = "held";

  private final Path script;
  private final Path verdict;
  private final RandomAccessFile pipe;

  private RestoreHold(Path script, Path verdict, RandomAccessFile pipe) {
    this.script = script;
    this.verdict = verdict;
    this.pipe = pipe;
  }

  /**
   * Prepares a hold.
   *
   * @param directory where the script is made: CRIU executes it, so not where that is forbidden
   * @param scratch where the mark of {@link #wasLetRun} is made (tmpfs)
   * @param verdict a named pipe, made by the caller, for this hold alone
   * @param events the named pipe that is told {@link #HELD}
   * @param lease how long the tasks are held at most
   */
  public static RestoreHold create(
      Path directory, Path scratch, Path verdict, Path events, Duration lease) {
    Path script = directory.resolve("hold.sh");
    Path letRun = mark(scratch);
    String limit = "%d.%03d".formatted(lease.toSeconds(), lease.toMillisPart());
    try {
      Files.deleteIfExists(letRun);
      Files.writeString(
          script,
          """
          #!/bin/sh
          [ "$CRTOOLS_SCRIPT_ACTION" = post-restore ] || exit 0
          timeout %2$s sh -c 'echo %1$s > %3$s' || exit 1
          verdict=$(timeout %2$s head -n 1 %4$s)
          [ "$verdict" = run ] && : > %5$s
          """
              .formatted(HELD, limit, events, verdict, letRun));
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
      return new RestoreHold(script, verdict, new RandomAccessFile(verdict.toFile(), "rw"));
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

  /** Lets the tasks run, if they are still held. */
  public void run() {
    decide("run");
  }

  /** Has the tasks killed. */
  public void abandon() {
    decide("abandon");
  }

  private void decide(String word) {
    try {
      pipe.write((word + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("verdict '%s' cannot be given".formatted(word), e);
    }
  }

  @Override
  public void close() {
    try {
      pipe.close();
      Files.deleteIfExists(verdict);
    } catch (IOException e) {
      throw new UncheckedIOException("hold cannot be closed", e);
    }
  }
}
