package io.drayage.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drayage.model.migration.Mode;
import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import io.drayage.preflight.check.Finding;
import io.drayage.preflight.check.Level;
import io.drayage.preflight.check.Situation;
import io.drayage.preflight.fact.ContainerProfile;
import io.drayage.preflight.fact.HostProfile;
import io.drayage.preflight.probe.ContainerProbe;
import io.drayage.preflight.probe.HostProbe;
import io.drayage.preflight.probe.Subject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Looks at real processes that hold what cannot be carried, and at some that hold nothing such. */
class LiveProbeTest {
  private static final int PATIENCE_SECONDS = 30;

  @TempDir private Path directory = Path.of("");

  static Stream<Arguments> holders() {
    return Stream.of(
        Arguments.of("nothing out of the ordinary", "pass", ""),
        Arguments.of("TCP", "import socket; s = socket.create_server(('127.0.0.1', 0))", ""),
        Arguments.of("a Unix pair", "import socket; s = socket.socketpair()", ""),
        Arguments.of("UDP", "import socket; s = socket.socket(2, 2)", ""),
        Arguments.of("netlink", "import socket; s = socket.socket(16, 3, 0)", ""),
        Arguments.of("epoll", "import select; e = select.epoll()", ""),
        Arguments.of("memfd", "import os; m = os.memfd_create('m')", ""),
        Arguments.of("own pipe", "import os; p = os.pipe()", ""),
        Arguments.of(
            "small deleted file",
            "import os; f = open('gone', 'w+'); f.write('x'); f.flush(); os.remove('gone')",
            ""),
        Arguments.of(
            "deleted file of 2 MiB",
            "import os; f = open('gone', 'w+'); f.write('x' * 2097152); f.flush(); os.remove('gone')",
            "files"),
        Arguments.of(
            "deleted name of a file with another",
            "import os; f = open('one', 'w+'); os.link('one', 'two'); os.remove('one')",
            "files"),
        Arguments.of(
            "io_uring",
            "import ctypes; l = ctypes.CDLL(None); b = ctypes.create_string_buffer(256);"
                + " assert l.syscall(425, 4, b) >= 0",
            "files"),
        Arguments.of(
            "userfaultfd", "import ctypes; assert ctypes.CDLL(None).syscall(323, 0) >= 0", "files"),
        Arguments.of(
            "kernel cryptography", "import socket; s = socket.socket(38, 5, 0)", "sockets"),
        Arguments.of("Multipath TCP", "import socket; s = socket.socket(2, 1, 262)", "sockets"),
        Arguments.of("SCTP", "import socket; s = socket.socket(2, 1, 132)", "sockets"),
        Arguments.of("vsock", "import socket; s = socket.socket(40, 1, 0)", "sockets"),
        Arguments.of("FUSE", "import os; f = os.open('/dev/fuse', os.O_RDWR)", "devices"),
        Arguments.of("a tunnel", "import os; f = os.open('/dev/net/tun', os.O_RDWR)", "devices"),
        Arguments.of(
            "a large pipe",
            "import os, fcntl; p = os.pipe(); fcntl.fcntl(p[1], 1031, 1048576)",
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("holders")
  void seesWhatARealProcessHolds(String name, String program, String check) throws Exception {
    var answers = new LinkedBlockingQueue<String>();
    String whole =
        "try:\n  exec(%s)\n  print('ready', flush=True)\nexcept Exception as e:\n  print('cannot: %%r' %% e, flush=True)\nimport sys; sys.stdin.read()"
            .formatted(quoted(program));
    try (RunningProcess process =
        // As a container's first task it leads its session: the test's own may be led from another
        // process namespace, which is an obstacle of its own.
        Subprocess.of("setsid", "python3", "-c", whole)
            .directory(directory)
            .stdinPiped()
            .stdoutLines(answers::add)
            .start()) {
      String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assumeTrue("ready".equals(answer), () -> "this kernel does not let " + name + ": " + answer);
      List<String> refused =
          Preflight.check(situation((int) process.pid())).of(Level.REFUSAL).stream()
              .map(Finding::check)
              .toList();
      assertThat(refused).isEqualTo(check.isEmpty() ? List.of() : List.of(check));
      process.stdin().close();
      assertThat(process.await(Duration.ofSeconds(PATIENCE_SECONDS))).hasValue(0);
    }
  }

  private Situation situation(int pid) {
    // The ends of its standard streams are with this test, as a container's are with its monitor.
    Set<String> streams = Set.copyOf(StandardStreams.of(pid));
    ContainerProfile profile =
        ContainerProbe.look(new Subject(pid, List.of(pid), Set.of(), streams, List.of()));
    var seen =
        new ContainerProfile(
            profile.tasks(),
            profile.files(),
            profile.mappings(),
            List.of(),
            profile.usage(),
            profile.blind());
    HostProfile found =
        new HostProbe(directory, directory.resolve("scratch"), "127.0.0.1", Clock.systemUTC())
            .look(new HostProbe.Known(Optional.of("criu 4.2.1"), Optional.of("runc 1.1.15"), true));
    HostProfile host = unlimited(found);
    return new Situation(
        host,
        host,
        seen,
        new Situation.Wish(Mode.AUTO, 0, "10.96.128.1", Set.of(), 0, Set.of()),
        Duration.ZERO);
  }

  /** A machine for tests may be too small for CRIU's pipes; that is not the question here. */
  private static HostProfile unlimited(HostProfile host) {
    return new HostProfile(
        host.processor(),
        host.kernel(),
        host.abilities(),
        host.criu(),
        host.runtime(),
        host.cgroups(),
        host.controllers(),
        host.securityModules(),
        host.fileSystems(),
        Map.of(),
        host.availableBytes(),
        host.diskBytes(),
        host.hugePageBytes(),
        host.addresses(),
        host.mtu(),
        host.clock());
  }

  private static String quoted(String program) {
    return "'''" + program + "'''";
  }
}
