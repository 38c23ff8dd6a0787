package io.drayage.transfer.track;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process under test that is told what to do by lines and answers by lines. */
final class Program implements AutoCloseable {
  private static final int RESTART_SYSCALL = 219;
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RunningProcess process;
  private final BlockingQueue<String> answers;

  private final int pid;

  private Program(RunningProcess process, BlockingQueue<String> answers)
      throws InterruptedException {
    this.process = process;
    this.answers = answers;
    this.pid = Integer.parseInt(answer());
  }

  static Program start(List<String> program) throws InterruptedException {
    // A grandchild: what a JVM's own children do when traced, its reaper would take for their end.
    var command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                // It says its own id, so that this comes before whatever it says.
                "exec 3<&0; sh -c 'echo $$; exec \"$@\"' sh \"$@\" <&3 3<&- & exec 3<&-; wait",
                "sh"));
    command.addAll(program);
    var answers = new LinkedBlockingQueue<String>();
    return new Program(
        Subprocess.of(command).stdinPiped().stdoutLines(answers::add).start(), answers);
  }

  /** A Perl program that says "ready" first, with autoflush on. */
  static Program perl(String code) throws Exception {
    Program program = start(List.of("perl", "-e", "$| = 1; " + code));
    program.expect("ready");
    return program;
  }

  int pid() {
    return pid;
  }

  String answer() throws InterruptedException {
    String line = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(line).as("an answer; stderr: %s", process.stderrTail()).isNotNull();
    return String.valueOf(line);
  }

  void expect(String line) throws InterruptedException {
    assertThat(answer()).isEqualTo(line);
  }

  void say(String line) throws IOException {
    process.stdin().write((line + "\n").getBytes(UTF_8));
    process.stdin().flush();
  }

  String ask(String line) throws Exception {
    say(line);
    return answer();
  }

  boolean alive() {
    return !"Z".equals(state(pid, Integer.toString(pid)));
  }

  /** The process and its descendants, as a cgroup would list them. */
  List<Integer> tasks() {
    var tasks = new ArrayList<Integer>();
    tasks.add(pid());
    ProcessHandle.of(pid())
        .ifPresent(handle ->
            handle.descendants().forEach(child -> tasks.add(Math.toIntExact(child.pid()))));
    return tasks;
  }

  /** Stops all of them and waits until every thread has stopped. */
  void freeze() {
    for (int pid : tasks()) {
      signal("-STOP", pid);
      await()
          .atMost(PATIENCE)
          .until(() ->
              threads(pid).stream()
                  .map(thread -> state(pid, thread))
                  .allMatch(state -> "TtZ".contains(state)));
    }
  }

  void thaw() {
    tasks().forEach(pid -> signal("-CONT", pid));
  }

  /** Waits until it waits in a system call, or in what the kernel restarted that by. */
  void awaitCall(int number) {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          String call = Files.readString(Path.of("/proc/" + pid() + "/syscall"));
          return call.startsWith(number + " ") || call.startsWith(RESTART_SYSCALL + " ");
        });
  }

  private static void signal(String name, int pid) {
    Subprocess.of("kill", name, Integer.toString(pid)).run();
  }

  private static List<String> threads(int pid) {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return threads.map(path -> path.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String state(int pid, String thread) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/task/" + thread + "/stat"));
      return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    } catch (IOException e) {
      return "Z";
    }
  }

  @Override
  public void close() {
    tasks().reversed().forEach(pid -> signal("-KILL", pid));
    process.kill();
  }
}
