package io.drayage.transfer.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drayage.platform.foreign.Injection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes that a userfaultfd is made in go on unharmed, whatever they were doing. */
final class InjectionTest {
  private static final int TIMES = 10;

  @BeforeAll
  static void onlyWhereItWorks() {
    var obstacle = KernelSupport.detect().writeProtect();
    assumeTrue(obstacle.isEmpty(), () -> "no write-protect tracking: " + obstacle);
  }

  private static void inject(int pid) throws Exception {
    Injection.into(pid).close();
  }

  /** Calls that wait, with their numbers on x86_64 and what they say when they end well. */
  static List<Arguments> waitingCalls() {
    return List.of(
        Arguments.of("read", 0, "my $l = <STDIN>; print defined $l ? 'got ' . $l : $!", "got x"),
        Arguments.of(
            "poll",
            7,
            "my $s = pack('lss', 0, 1, 0); my $r = syscall(7, $s, 1, -1); print $r . ' ' . ($r < 0"
                + " ? $! : '')",
            "1 "),
        Arguments.of(
            "epoll_wait",
            232,
            """
            my $e = syscall(291, 0); my $v = pack('Lq', 1, 7);
            syscall(233, $e, 1, 0, $v) == 0 or die "epoll_ctl $!"; my $g = "\\0" x 24;
            my $r = syscall(232, $e, $g, 1, -1); print $r . ' ' . ($r < 0 ? $! : '')\
            """,
            "1 "),
        Arguments.of(
            "pselect",
            270,
            "my $s = pack('q16', 1, (0) x 15); my $r = syscall(270, 1, $s, 0, 0, 0, 0); print $r ."
                + " ' ' . ($r < 0 ? $! : '')",
            "1 "),
        Arguments.of(
            "clock_nanosleep",
            230,
            "my $t = pack('qq', 2, 0); my $r = syscall(230, 1, 0, $t, 0); print 'slept ' . $r",
            "slept 0"),
        Arguments.of(
            "nanosleep",
            35,
            "my $t = pack('qq', 2, 0); my $r = syscall(35, $t, 0); print 'slept ' . $r",
            "slept 0"),
        Arguments.of(
            "futex",
            202,
            "my $w = pack('L', 5); my $t = pack('qq', 2, 0); my $r = syscall(202, $w, 0, 5, $t, 0,"
                + " 0); print 'futex ' . ($!{ETIMEDOUT} ? 'timed out' : $!)",
            "futex timed out"),
        Arguments.of(
            "rt_sigsuspend",
            130,
            "$SIG{ALRM} = sub { print 'alarm ' }; alarm 2; my $m = pack('q', 0); my $r ="
                + " syscall(130, $m, 8); print $!{EINTR} ? 'EINTR' : $!",
            "EINTR"),
        Arguments.of(
            "wait4",
            61,
            "my $p = fork; if (!$p) { my $l = <STDIN>; exit 7 } my $w ="
                + " waitpid($p, 0); print $w == $p ? 'child ' . ($? >> 8) : $!",
            "child 7"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waitingCalls")
  void leavesAWaitingCallToEndAsItWould(String name, int number, String code, String end)
      throws Exception {
    try (Program program = Program.perl("print qq(ready\\n);" + code + "; print qq(\\n)")) {
      program.awaitCall(number);
      for (int i = 0; i < TIMES; i++) {
        inject(program.pid());
        // A call that ends by itself may have ended meanwhile.
      }
      if (!name.contains("sleep") && !name.equals("futex") && !name.equals("rt_sigsuspend")) {
        program.awaitCall(number);
        program.say("x");
      }
      assertThat(program.answer()).endsWith(end);
    }
  }

  @Test
  void leavesAStoppedProcessStopped() throws Exception {
    try (Program program =
        Program.perl("print qq(ready\\n); while (<STDIN>) { print qq(done\\n) }")) {
      program.freeze();
      inject(program.pid());
      program.freeze(); // waits until it is, and it is already
      program.thaw();
      assertThat(program.ask("x")).isEqualTo("done");
    }
  }

  @Test
  void worksUnderASeccompFilterWithoutPrivileges() throws Exception {
    String filter =
        """
        my $f = pack('SCCL' x 4, 0x20, 0, 0, 0, 0x15, 0, 1, 323, 6, 0, 0, 0x80000000, 6, 0, 0, 0x7fff0000);
        my $p = pack('Sx6P', 4, $f);
        syscall(157, 38, 1, 0, 0, 0) == 0 or die "no_new_privs $!";
        syscall(157, 22, 2, $p, 0, 0) == 0 or die "seccomp $!";
        my $m = 'x' x (8 << 20); print "ready\\n";
        while (<STDIN>) { substr($m, 4096 * int($_), 1, 'y'); print "done\\n" }
        """;
    var command =
        new ArrayList<>(List.of("setpriv", "--no-new-privs", "--reuid=65534", "--regid=65534"));
    command.addAll(
        List.of("--clear-groups", "--bounding-set=-all", "perl", "-e", "$| = 1;" + filter));
    try (Program program = Program.start(command)) {
      program.expect("ready");
      assertThat(Files.readString(Path.of("/proc/" + program.pid() + "/status")))
          .contains("Seccomp:\t2")
          .contains("NoNewPrivs:\t1")
          .contains("CapEff:\t0000000000000000");
      var image = new PageImage();
      try (DirtyTracker tracker =
          Trackers.open(TrackerKind.WRITE_PROTECT, program::tasks, Pause.none())) {
        assertThat(tracker.round(image).hashed()).isZero();
        program.ask("17");
        program.ask("1017");
        assertThat(tracker.round(image).pages()).isBetween(2L, 200L);
        program.freeze();
        tracker.round(image);
        image.requireSameAs(program.pid());
        program.thaw();
      }
      // The filter, which kills, holds again: it was lifted for the injected call only.
      assertThat(program.ask("1")).isEqualTo("done");
    }
  }

  @Test
  void keepsSignalsThatComeMeanwhile() throws Exception {
    try (Program program =
        Program.perl(
            """
            my $n = 0; $SIG{USR1} = sub { $n++; print "signal $n\\n" };
            print "ready\\n"; my $x = 0; while (1) { $x = ($x * 7 + 1) % 1000003 }
            """)) {
      for (int i = 1; i <= 20; i++) {
        var signal =
            io.drayage.platform.process.Subprocess.of(
                    "kill", "-USR1", Integer.toString(program.pid()))
                .start();
        inject(program.pid());
        assertThat(signal.await()).isZero();
        program.expect("signal " + i);
      }
    }
  }

  @Test
  void aJvmOfManyThreadsStaysRightOverManyRounds() throws Exception {
    Path classes =
        Path.of(SelfChecking.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String java = ProcessHandle.current().info().command().orElseThrow();
    try (Program program =
        Program.start(
            List.of(
                java,
                "-Xmx96m",
                "-XX:+UseParallelGC",
                "-cp",
                classes.toString(),
                SelfChecking.class.getName()))) {
      program.expect("ready");
      var image = new PageImage();
      try (DirtyTracker tracker =
          Trackers.open(TrackerKind.WRITE_PROTECT, program::tasks, Pause.none())) {
        for (int i = 0; i < 20; i++) {
          assertThat(tracker.round(image).hashed()).isZero();
        }
        program.freeze();
        image.requireSafe(program.pid(), tracker.changed());
        tracker.round(image);
        assertThat(image.requireSameAs(program.pid())).isGreaterThan(3000);
        program.thaw();
      }
      for (int i = 0; i < TIMES; i++) {
        inject(program.pid());
      }
      assertThat(program.ask("end")).isEqualTo("right");
    }
  }
}
