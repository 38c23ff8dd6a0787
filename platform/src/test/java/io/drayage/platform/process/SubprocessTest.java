package io.drayage.platform.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubprocessTest {
  @Test
  void returnsExitCodeAndBothOutputs() {
    var result = sh("echo out; echo err >&2; exit 3").run();

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.stdout()).isEqualTo("out\n");
    assertThat(result.stderr()).isEqualTo("err\n");
    assertThat(result.elapsed()).isPositive();
  }

  @Test
  void failureNamesCommandExitCodeAndLastLineOfStderrInOneLine() {
    assertThatThrownBy(sh("echo first >&2; echo 'the cause' >&2; exit 7")::runOrThrow)
        .isInstanceOfSatisfying(
            SubprocessException.class,
            e -> {
              assertThat(e.exitCode()).hasValue(7);
              assertThat(e.stderr()).isEqualTo("first\nthe cause\n");
              assertThat(e.command().getFirst()).isEqualTo("sh");
            })
        .message()
        .startsWith("sh -c ")
        .endsWith(" failed with exit code 7: the cause")
        .hasLineCount(1);
  }

  @Test
  void missingProgramIsNamed() {
    assertThatThrownBy(Subprocess.of("no-such-program-here")::run)
        .isInstanceOf(SubprocessException.class)
        .hasMessageContaining("no-such-program-here could not be started")
        .hasMessageContaining("No such file");
  }

  @Test
  void passesArgumentsUntouchedAndSetsEnvironmentAndDirectory(@TempDir Path dir)
      throws IOException {
    var result =
        Subprocess.of("sh", "-c", "echo \"$1|$GREETING|$(pwd)\"", "sh", "a b; $x")
            .env("GREETING", "hello")
            .directory(dir)
            .runOrThrow();

    assertThat(result.stdout()).isEqualTo("a b; $x|hello|" + dir.toRealPath() + "\n");
  }

  @Test
  void emptyEnvironmentHidesOurOwn() {
    var result = Subprocess.of("/usr/bin/env").emptyEnvironment().env("ONLY", "this").runOrThrow();

    assertThat(result.stdout()).isEqualTo("ONLY=this\n");
  }

  @Test
  void feedsStdin() {
    assertThat(Subprocess.of("cat").stdin("grüß".getBytes(UTF_8)).runOrThrow().stdout())
        .isEqualTo("grüß");
  }

  @Test
  void withoutStdinTheProgramReadsEndOfFile() {
    assertThat(Subprocess.of("cat").runOrThrow().stdout()).isEmpty();
  }

  @Test
  void programThatDoesNotReadItsStdinIsNoError() {
    assertThat(Subprocess.of("true").stdin(new byte[10_000_000]).runOrThrow().exit()).isZero();
  }

  @Test
  void failingStdinSourceKillsTheProgram() {
    var broken = new PipedInputStream(); // not connected: every read fails

    assertThatThrownBy(Subprocess.of("cat").stdin(broken)::run)
        .isInstanceOf(SubprocessException.class)
        .hasMessageContaining("Pipe not connected");
  }

  @Test
  void stdoutBeyondTheBoundIsAnErrorNotATruncation() {
    assertThatThrownBy(sh("head -c 2000 /dev/zero").captureStdout(1000)::run)
        .isInstanceOf(SubprocessException.class)
        .hasMessageContaining("more to stdout than may be captured");
  }

  @Test
  void stderrKeepsItsTail() {
    var result = sh("yes filler | head -c 1000000 >&2; echo last >&2").run();

    assertThat(result.stderr()).endsWith("last\n").hasSizeLessThan(100_000);
  }

  @Test
  void stderrOfAnEndedProgramHasItsLastWords() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (var process = sh("head -c 60000 /dev/zero >&2; echo last >&2; exit 1").start()) {
        assertThat(process.await()).isEqualTo(1);
        assertThat(process.stderrTail()).endsWith("last\n");
      }
    }
  }

  @Test
  void copiesStdoutToAStream() {
    var copy = new ByteArrayOutputStream();

    sh("head -c 300000 /dev/zero").stdout(copy).runOrThrow();

    assertThat(copy.size()).isEqualTo(300_000);
  }

  @Test
  void handsOnLinesWhileTheProgramRuns() {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (var process = sh("echo ready; exec sleep 100").stdoutLines(lines::add).start()) {
      await().until(() -> lines.contains("ready"));
      assertThat(process.alive()).isTrue();
    }
  }

  @Test
  void timeoutKillsTheProgram(@TempDir Path dir) throws IOException {
    Path pid = dir.resolve("pid");

    assertThatThrownBy(
            sh("echo $$ > '" + pid + "'; exec sleep 100").timeout(Duration.ofMillis(300))::run)
        .isInstanceOf(SubprocessException.class)
        .hasMessageContaining("did not end within 300 ms");

    assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))).isEmpty();
  }

  @Test
  void interruptKillsTheProgramAndKeepsTheFlag(@TempDir Path dir) throws Exception {
    Path pid = dir.resolve("pid");
    var thrown = new AtomicReference<Throwable>();
    var interrupted = new AtomicReference<Boolean>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                sh("echo $$ > '" + pid + "'; exec sleep 100").run();
              } catch (SubprocessException e) {
                thrown.set(e);
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    await().until(() -> Files.exists(pid) && !Files.readString(pid).isBlank());

    thread.interrupt();
    thread.join();

    assertThat(thrown.get()).hasMessageContaining("interrupted");
    assertThat(interrupted.get()).isTrue();
    assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))).isEmpty();
  }

  @Test
  void slowSinkGetsEverything() {
    // Each write outlasts what a held pipe is given, so that the rest waits in the pipe.
    var sink = new SlowSink(OutputPump.HELD_AFTER.plusMillis(500), 1);

    sh("head -c 300000 /dev/zero").stdout(sink).runOrThrow();

    assertThat(sink.size()).isEqualTo(300_000);
  }

  @Test
  void slowConsumerOfLinesGetsAllOfThem() {
    List<String> lines = new CopyOnWriteArrayList<>();
    var slow = new SlowSink(OutputPump.HELD_AFTER.plusMillis(500), 1);

    sh("seq 1000")
        .stdoutLines(line -> {
          slow.pause();
          lines.add(line);
        })
        .runOrThrow();

    assertThat(lines).hasSize(1000).endsWith("1000");
  }

  @Test
  void sinkThatFailsAfterTheProgramsEndIsAnError() {
    var sink =
        new SlowSink(OutputPump.HELD_AFTER.plusMillis(500), 1) {
          @Override
          public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            throw new IllegalStateException("the disk is full");
          }
        };

    assertThatThrownBy(sh("echo little").stdout(sink)::run)
        .isInstanceOf(SubprocessException.class)
        .hasMessageContaining("the disk is full");
  }

  @Test
  void sinkThatTakesNothingUntilTheTimeoutIsAnError() {
    var stuck = new SlowSink(Duration.ofDays(1), 1);

    assertThatThrownBy(sh("echo lost").stdout(stuck).timeout(Duration.ofMillis(100))::run)
        .isInstanceOf(SubprocessException.class)
        .hasMessageContaining("its stdout was not taken in time");
  }

  @Test
  void grandchildThatKeepsCopiedStdoutIsAnErrorNotATruncation(@TempDir Path dir) {
    // The shell ends only when its first words were taken, so that the pump waits for more.
    Path taken = dir.resolve("taken");
    var sink =
        new ByteArrayOutputStream() {
          @Override
          public void flush() throws IOException {
            Files.writeString(taken, "");
          }
        };

    assertThatThrownBy(
            sh("echo words; until [ -e '%s' ]; do sleep 0.1; done; sleep 300 & echo $! >&2"
                        .formatted(taken))
                    .stdout(sink)
                ::run)
        .isInstanceOfSatisfying(
            SubprocessException.class,
            e -> {
              assertThat(e).hasMessageContaining("a process it left behind keeps its stdout open");
              end(e.stderr());
            });
  }

  @Test
  void grandchildThatKeepsAPipeOfLinesDoesNotHoldUpTheResult() {
    List<String> lines = new CopyOnWriteArrayList<>();

    var result = sh("sleep 300 & echo $!").stdoutLines(lines::add).run();

    assertThat(result.exit()).isZero();
    end(lines.getFirst());
  }

  /** Ends the process left behind, which must still run. */
  private static void end(String pid) {
    var left = ProcessHandle.of(Long.parseLong(pid.strip()));
    assertThat(left).isPresent();
    left.ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void destroyKillsAProgramThatIgnoresTerm() {
    List<String> lines = new CopyOnWriteArrayList<>();
    var process =
        sh("trap '' TERM; echo trapped; while :; do sleep 0.05; done")
            .stdoutLines(lines::add)
            .start();
    await().until(() -> lines.contains("trapped"));

    process.destroy(Duration.ofMillis(200));

    assertThat(process.alive()).isFalse();
    assertThat(process.onExit().join()).isEqualTo(128 + 9);
  }

  @Test
  void pipedStdinReachesARunningProgram() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    var process = Subprocess.of("cat").stdinPiped().stdoutLines(lines::add).start();

    try (var stdin = process.stdin()) {
      stdin.write("one\n".getBytes(UTF_8));
      stdin.flush();
      await().until(() -> lines.contains("one"));
    }

    assertThat(process.await()).isZero();
  }

  @Test
  void appendsBothOutputsToAFile(@TempDir Path dir) {
    Path log = dir.resolve("log");

    sh("echo out; echo err >&2").appendOutput(log).runOrThrow();
    sh("echo again").appendOutput(log).runOrThrow();

    assertThat(log).hasContent("out\nerr\nagain\n");
  }

  private static Subprocess sh(String script) {
    return Subprocess.of("sh", "-c", script);
  }
}
