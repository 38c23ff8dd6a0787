package io.drayage.transfer.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drayage.platform.foreign.AddressSpace;
import io.drayage.platform.process.Subprocess;
import io.drayage.platform.process.SubprocessException;
import io.drayage.transfer.page.PageRun;
import io.drayage.transfer.page.TaskId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every tracker promises, tried on real processes, with each way this kernel has. */
final class TrackerTest {
  /** Writes pages of a 16 MiB string; allocates, grows and frees others; forks; executes. */
  private static final String MEMORY =
      """
      my $m = "x" x (16 << 20); my $n; my $o = "z" x (8 << 20); print "ready\\n";
      while (<STDIN>) {
        my ($c, $a, $b) = split;
        if ($c eq "write") { for my $p ($a .. $a + $b - 1) { substr($m, $p * 4096 + $p % 4096, 1, chr(65 + rand 60)) } }
        if ($c eq "new") { $n = "n" x ($a << 20) }
        if ($c eq "free") { undef $n }
        if ($c eq "grow") { $o .= chr(65 + rand 26) x ($a << 20) }
        if ($c eq "fork") { my $pid = fork; if (!$pid) { substr($m, 12345, 1, "C"); print "child\\n"; sleep 1 while 1 } next }
        if ($c eq "exec") { exec("perl", "-e", '$| = 1; my $m = "e" x (4 << 20); print "executed\\n"; sleep 1 while 1') }
        print "done\\n";
      }
      """;

  /** Writes at random for ever. */
  private static final String BUSY =
      """
      srand(SEED); my $m = "x" x (24 << 20); my @junk; print "ready\\n";
      while (1) {
        substr($m, int(rand(24 << 20)), 1, chr(65 + rand 60));
        $junk[rand 50] = "j" x (rand 400000) if rand() < 0.01;
      }
      """;

  /** Two processes with one memory, in part of huge pages, that write to it at random. */
  private static final String SHARED_MEMORY =
      """
      #define _GNU_SOURCE
      #include <sched.h>
      #include <signal.h>
      #include <stdint.h>
      #include <unistd.h>
      #include <sys/mman.h>
      #include <sys/prctl.h>
      static unsigned char *m;
      static int work(void *seed) {
        for (uint64_t s = (uintptr_t)seed;; ) {
          s ^= s << 13; s ^= s >> 7; s ^= s << 17;
          m[s % (10 << 20)]++;
        }
      }
      static int child(void *seed) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        return work(seed);
      }
      int main(void) {
        m = mmap(0, 14 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        m = (unsigned char *)(((uintptr_t)m + (2 << 20) - 1) & ~(uintptr_t)((2 << 20) - 1));
        madvise(m, 8 << 20, MADV_HUGEPAGE);
        for (int i = 0; i < 10 << 20; i += 64) m[i] = i >> 6;
        if (clone(child, m + (12 << 20), CLONE_VM | SIGCHLD, (void *)77) < 0) return 1;
        if (write(1, "ready\\n", 6) != 6) return 1;
        return work((void *)99);
      }
      """;

  private static KernelSupport kernel = KernelSupport.detect();

  @BeforeAll
  static void tellKernel() throws IOException {
    System.out.println(Trackers.choose(java.util.Optional.empty(), kernel).reason());
  }

  private static DirtyTracker track(TrackerKind kind, Program program) {
    assumeTrue(kernel.obstacle(kind).isEmpty(), () -> kind + ": " + kernel.obstacle(kind));
    return Trackers.open(
        kind,
        program::tasks,
        () -> {
          program.freeze();
          return program::thaw;
        });
  }

  @ParameterizedTest
  @EnumSource
  void handsOverWhatWasWrittenSinceTheLastRound(TrackerKind kind) throws Exception {
    try (Program program = Program.perl(MEMORY);
        DirtyTracker tracker = track(kind, program)) {
      var image = new PageImage();
      assertThat(tracker.round(image).pages()).isGreaterThan(6000);
      assertThat(program.ask("write 100 50")).isEqualTo("done");
      assertThat(tracker.round(image).pages()).isBetween(50L, 400L);
      assertThat(tracker.round(image).pages()).isLessThan(100);
      program.freeze();
      tracker.round(image);
      assertThat(image.requireSameAs(program.pid())).isGreaterThan(6000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void handsOverAgainWhatWasLost(TrackerKind kind) throws Exception {
    try (Program program = Program.perl(MEMORY);
        DirtyTracker tracker = track(kind, program)) {
      program.freeze();
      var lost = new ArrayList<PageRun>();
      tracker.round((task, address, content) ->
          lost.add(new PageRun(task.pid(), address, content.remaining() / AddressSpace.PAGE)));
      long pages = lost.stream().mapToLong(PageRun::pages).sum();
      assertThat(pages).isGreaterThan(6000);

      tracker.again(lost);

      assertThat(tracker.changed().written()).isEqualTo(pages);
      var image = new PageImage();
      assertThat(tracker.round(image).pages()).isEqualTo(pages);
      assertThat(image.requireSameAs(program.pid())).isGreaterThan(6000);
      assertThat(tracker.changed().written()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void followsAProgramThatWritesAllTheTime(TrackerKind kind) throws Exception {
    long seed = new Random().nextInt(1_000_000);
    System.out.println("seed " + seed);
    try (Program program = Program.perl(BUSY.replace("SEED", Long.toString(seed)));
        DirtyTracker tracker = track(kind, program)) {
      var image = new PageImage();
      for (int i = 0; i < 15; i++) {
        tracker.round(image);
      }
      program.freeze();
      image.requireSafe(program.pid(), tracker.changed());
      tracker.round(image);
      image.requireSameAs(program.pid());
      DirtyPages told = tracker.changed();
      assertThat(told.written()).isZero();
      image.requireSafe(program.pid(), told);
      program.thaw();
      tracker.round(image);
      assertThat(program.alive()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void followsMappingsThatComeAndGoAndMove(TrackerKind kind) throws Exception {
    try (Program program = Program.perl(MEMORY);
        DirtyTracker tracker = track(kind, program)) {
      var image = new PageImage();
      tracker.round(image);
      for (String change : List.of("new 8", "grow 4", "free", "new 3", "grow 20", "free")) {
        assertThat(program.ask(change)).isEqualTo("done");
        program.freeze();
        image.requireSafe(program.pid(), tracker.changed());
        program.thaw();
        tracker.round(image);
      }
      program.ask("new 2");
      program.freeze();
      tracker.round(image);
      image.requireSameAs(program.pid());
    }
  }

  @ParameterizedTest
  @EnumSource
  void followsForksAndExecutedProgramsAndEnds(TrackerKind kind) throws Exception {
    try (Program program = Program.perl(MEMORY);
        DirtyTracker tracker = track(kind, program)) {
      var image = new PageImage();
      assertThat(tracker.round(image).tasks()).isEqualTo(1);
      assertThat(program.ask("fork")).isEqualTo("child");
      program.ask("write 7 7");
      program.freeze();
      for (int pid : program.tasks()) {
        image.requireSafe(pid, tracker.changed());
      }
      program.thaw();
      assertThat(tracker.round(image).tasks()).isEqualTo(2);
      assertThat(program.ask("exec")).isEqualTo("executed");
      program.freeze();
      for (int pid : program.tasks()) {
        image.requireSafe(pid, tracker.changed());
      }
      program.thaw();
      tracker.round(image);
      program.freeze();
      assertThat(tracker.round(image).tasks()).isEqualTo(2);
      for (int pid : program.tasks()) {
        assertThat(image.requireSameAs(pid)).isGreaterThan(1000);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void losesNothingWhenTheSinkFails(TrackerKind kind) throws Exception {
    try (Program program = Program.perl(MEMORY);
        DirtyTracker tracker = track(kind, program)) {
      var image = new PageImage();
      for (int allowed = 0; allowed < 4; allowed++) {
        program.ask("write " + allowed * 100 + " 30");
        var left = new int[] {allowed};
        assertThatThrownBy(() ->
                tracker.round((TaskId task, long address, ByteBuffer content) -> {
                  if (left[0]-- == 0) {
                    throw new IOException("cut");
                  }
                  image.pages(task, address, content);
                }))
            .hasMessage("cut");
        program.freeze();
        image.requireSafe(program.pid(), tracker.changed());
        program.thaw();
      }
      program.freeze();
      tracker.round(image);
      image.requireSameAs(program.pid());
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesNoTraceWhenClosed(TrackerKind kind) throws Exception {
    try (Program program = Program.perl(MEMORY)) {
      try (DirtyTracker tracker = track(kind, program)) {
        tracker.round((task, address, content) -> {});
        program.freeze();
        tracker.changed();
      }
      Path proc = Path.of("/proc/" + program.pid());
      assertThat(Files.readString(proc.resolve("smaps"))).doesNotContainPattern("VmFlags.* u[wm]");
      assertThat(proc.resolve("fd").toFile().list()).hasSize(3);
      program.thaw();
      assertThat(program.ask("write 1 4000")).isEqualTo("done");
    }
  }

  @Test
  void comparesByContentsWhereDevicesMayWriteToMemory() throws Exception {
    Path file = Files.createTempFile(Path.of(""), "direct", ".tmp").toAbsolutePath();
    try (Program program =
            Program.perl(
                "sysopen(my $f, '%s', 040000) or print qq(no $!\\n); ".formatted(file) + MEMORY);
        DirtyTracker tracker = track(TrackerKind.WRITE_PROTECT, program)) {
      var image = new PageImage();
      assertThat(tracker.round(image).hashed()).isEqualTo(1);
      program.ask("write 5 5");
      assertThat(tracker.round(image).pages()).isBetween(5L, 200L);
      program.freeze();
      tracker.round(image);
      image.requireSameAs(program.pid());
      assertThat(Files.readString(Path.of("/proc/" + program.pid() + "/smaps")))
          .doesNotContainPattern("VmFlags.* uw");
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void followsHugePagesAndProcessesThatShareTheirMemory() throws Exception {
    Path directory = Files.createTempDirectory("shared-memory");
    Path source = directory.resolve("shared.c");
    Path binary = directory.resolve("shared");
    Files.writeString(source, SHARED_MEMORY);
    try {
      assumeTrue(compiled(source, binary), "no C compiler");
      try (Program program = Program.start(List.of(binary.toString()));
          DirtyTracker tracker = track(TrackerKind.WRITE_PROTECT, program)) {
        program.expect("ready");
        var image = new PageImage();
        for (int i = 0; i < 10; i++) {
          RoundFigures figures = tracker.round(image);
          assertThat(figures.tasks()).isEqualTo(2);
          assertThat(figures.hashed()).isEqualTo(1);
        }
        program.freeze();
        for (int pid : program.tasks()) {
          image.requireSafe(pid, tracker.changed());
        }
        tracker.round(image);
        for (int pid : program.tasks()) {
          assertThat(image.requireSameAs(pid)).isGreaterThan(2000);
        }
        program.thaw();
      }
    } finally {
      Files.deleteIfExists(binary);
      Files.delete(source);
      Files.delete(directory);
    }
  }

  private static boolean compiled(Path source, Path binary) {
    try {
      return Subprocess.of("gcc", "-O1", "-o", binary.toString(), source.toString())
          .run()
          .succeeded();
    } catch (SubprocessException e) {
      return false;
    }
  }
}
