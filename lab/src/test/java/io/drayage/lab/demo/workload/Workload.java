package io.drayage.lab.demo.workload;

import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A server that runs on this machine in an unpacked image; it ends with {@link #close()}. */
public final class Workload implements AutoCloseable {

  private final RunningProcess process;

  private Workload(RunningProcess process) {
    this.process = process;
  }

  public static Workload start(
      Path root, Map<String, String> environment, List<String> command, Path log) {
    List<String> chroot =
        Stream.concat(Stream.of("chroot", root.toString()), command.stream()).toList();
    return new Workload(
        Subprocess.of(chroot).emptyEnvironment().env(environment).appendOutput(log).start());
  }

  /** Stops it where it is, as a freeze does. */
  public void freeze() {
    signal("STOP");
  }

  /** Lets it go on. */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    Subprocess.of("kill", "-" + name, Long.toString(process.pid())).runOrThrow();
  }

  @Override
  public void close() {
    process.kill();
    process.onExit().join();
  }
}
