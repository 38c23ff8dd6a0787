package io.drayage.platform.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A program to start: its command, environment, streams and time-out. Configure it, then {@link
 * #run()} it to its end or {@link #start()} it and keep the handle. Not for use by several threads;
 * one object may be run several times unless its stdin is a stream.
 *
 * <p>Never put a secret into the command: every user of the machine can read it.
 */
public final class Subprocess {
  private static final int DEFAULT_BOUND = 16 * 1024 * 1024;
  private static final int STDERR_BOUND = 64 * 1024;

  private final List<String> command;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private boolean emptyEnvironment;
  private @Nullable Path directory;
  private @Nullable Duration timeout;
  private Input stdin = new Input.Nothing();
  private Output stdout = new Output.Captured(DEFAULT_BOUND);
  private Output stderr = new Output.Captured(STDERR_BOUND);

  private Subprocess(List<String> command) {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a command has at least the program's name");
    }
    this.command = List.copyOf(command);
  }

  /**
   * What became of a program that ended.
   *
   * @param exit the exit code; 128 + n when signal n ended it
   * @param stdout what it wrote there, in UTF-8, where that was captured
   * @param stderr the tail of what it wrote there
   * @param elapsed from its start to its end
   */
  public record Result(int exit, String stdout, String stderr, Duration elapsed) {
    /** Whether the exit code is 0. */
    public boolean succeeded() {
      return exit == 0;
    }
  }

  /** A program and its arguments, each passed as it is: no shell reads them. */
  public static Subprocess of(String... command) {
    return new Subprocess(List.of(command));
  }

  /** A program and its arguments, each passed as it is: no shell reads them. */
  public static Subprocess of(List<String> command) {
    return new Subprocess(command);
  }

  /** Sets a variable in the program's environment. */
  public Subprocess env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Sets variables in the program's environment. */
  public Subprocess env(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  /** Starts the program with the variables given here only, without this process's own. */
  public Subprocess emptyEnvironment() {
    emptyEnvironment = true;
    return this;
  }

  /** The directory the program starts in; this process's own by default. */
  public Subprocess directory(Path path) {
    directory = path;
    return this;
  }

  /** The longest that {@link #run()} waits before it kills the program; for ever by default. */
  public Subprocess timeout(Duration longest) {
    timeout = longest;
    return this;
  }

  /** What the program reads from its stdin; nothing by default. */
  public Subprocess stdin(byte[] bytes) {
    return stdin(new ByteArrayInputStream(bytes));
  }

  /** What the program reads from its stdin; the stream is read to its end and not closed. */
  public Subprocess stdin(InputStream stream) {
    stdin = new Input.Copied(stream);
    return this;
  }

  /** Lets the owner of the handle write the program's stdin: {@link RunningProcess#stdin()}. */
  public Subprocess stdinPiped() {
    stdin = new Input.Piped();
    return this;
  }

  /** Captures stdout, at most so many bytes (16 MiB by default): writing more is an error. */
  public Subprocess captureStdout(int bound) {
    stdout = new Output.Captured(bound);
    return this;
  }

  /** Copies stdout to a stream, which is flushed and not closed. */
  public Subprocess stdout(OutputStream stream) {
    stdout = new Output.Copied(stream);
    return this;
  }

  /** Hands on each line of stdout, on a virtual thread. */
  public Subprocess stdoutLines(Consumer<String> consumer) {
    stdout = new Output.Lines(consumer);
    return this;
  }

  /** Copies stderr to a stream, which is flushed and not closed; its tail is kept all the same. */
  public Subprocess stderr(OutputStream stream) {
    stderr = new Output.Copied(stream);
    return this;
  }

  /** Hands on each line of stderr, on a virtual thread; its tail is kept all the same. */
  public Subprocess stderrLines(Consumer<String> consumer) {
    stderr = new Output.Lines(consumer);
    return this;
  }

  /** Throws both outputs away. */
  public Subprocess discardOutput() {
    stdout = new Output.Discarded();
    stderr = new Output.Discarded();
    return this;
  }

  /** Lets the program append both outputs to a file, for one that may outlive this process. */
  public Subprocess appendOutput(Path file) {
    stdout = new Output.Appended(file);
    stderr = new Output.Appended(file);
    return this;
  }

  /** Gives the program this process's own stdin, stdout and stderr: for interactive programs. */
  public Subprocess inheritIo() {
    stdin = new Input.Inherited();
    stdout = new Output.Inherited();
    stderr = new Output.Inherited();
    return this;
  }

  /**
   * Runs the program to its end, whatever its exit code. When the time-out passes, the thread is
   * interrupted (the flag stays set) or a stream fails, the program is killed.
   *
   * <p>The program's output that is captured or copied is whole when this returns, however slowly
   * it is taken. What a process that it left behind writes later is not part of it.
   *
   * @throws SubprocessException when it cannot be started or was killed, when its output was not
   *     taken before the time-out, or when a process it left behind keeps stdout open
   */
  public Result run() {
    return start().result(timeout);
  }

  /**
   * Runs the program to its end.
   *
   * @throws SubprocessException also when the exit code is not 0
   */
  public Result runOrThrow() {
    Result result = run();
    if (!result.succeeded()) {
      throw SubprocessException.failed(command, result.exit(), result.stderr());
    }
    return result;
  }

  /**
   * Starts the program and returns at once. It runs on when this process ends or the handle is
   * forgotten: who starts it ends it.
   *
   * @throws SubprocessException when it cannot be started
   */
  public RunningProcess start() {
    var builder = new ProcessBuilder(command);
    if (emptyEnvironment) {
      builder.environment().clear();
    }
    builder.environment().putAll(environment);
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    builder
        .redirectInput(stdin.redirect())
        .redirectOutput(stdout.redirect())
        .redirectError(stderr.redirect());
    try {
      return new RunningProcess(command, builder.start(), stdin, stdout, stderr);
    } catch (IOException e) {
      throw SubprocessException.notStarted(command, e);
    }
  }

  /** How many bytes of an output are kept: all that may be captured, or the tail. */
  static int bound(Output output) {
    return output instanceof Output.Captured(int bound) ? bound : STDERR_BOUND;
  }
}
