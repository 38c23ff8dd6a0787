package io.drayage.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.lab.demo.store.S3ProxyProgram;
import io.drayage.lab.demo.workload.LocalStore;
import io.drayage.lab.demo.workload.Passing;
import io.drayage.platform.json.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole experiment with the real workloads, clients and object store; only the move is a
 * test's.
 */
class DemoTest {

  private static final Duration FROZEN = Duration.ofMillis(300);
  private static final DemoProgress SILENT =
      new DemoProgress() {
        @Override
        public void begin(String step) {}

        @Override
        public void detail(String text) {}

        @Override
        public void done(String result) {}
      };

  @TempDir private Path directory;

  @Test
  void aMoveThatKeepsEverythingPassesWithItsGapMeasured() throws InterruptedException {
    try (var lab = new LoopbackLab(directory, DemoTest::freezeForAWhile)) {
      DemoReport report = demo(lab).run();

      assertThat(lab.imported()).containsExactly("time-service true", "redis true");
      assertThat(report.moves()).hasSize(3);
      assertThat(report.moves())
          .allSatisfy(move -> {
            assertThat(move.checks()).isNotEmpty().allMatch(Check::passed);
            assertThat(move.summary().gapMs()).isGreaterThanOrEqualTo(FROZEN.toMillis());
            assertThat(move.summary().lostWrites()).isZero();
            assertThat(move.summary().stateContinued()).isTrue();
          });
      assertThat(report.law()).hasSize(8).allMatch(Check::passed);
      assertThat(report.passed()).isTrue();
    }
  }

  @Test
  void aControllerThatDisregardsItsPolicyFails() throws InterruptedException {
    try (var lab = new LoopbackLab(directory, DemoTest::freezeForAWhile).lawless()) {
      DemoReport report = demo(lab).run();

      assertThat(report.moves()).allMatch(MoveReport::passed);
      assertThat(report.law()).filteredOn(check -> !check.passed()).hasSize(4);
      assertThat(report.passed()).isFalse();
    }
  }

  @Test
  void aMoveThatBeginsTheContainersAnewFails() throws InterruptedException {
    try (var lab = new LoopbackLab(directory, LoopbackLab.Running::beginAnew)) {
      DemoReport report = demo(lab).run();

      assertThat(report.passed()).isFalse();
      assertThat(report.moves()).noneMatch(MoveReport::passed);
      assertThat(report.moves()).noneMatch(move -> move.summary().stateContinued());
      assertThat(report.moves().getLast().summary().lostWrites()).isPositive();
    }
  }

  @Test
  void theJsonHasExactlyTheDocumentedKeys() {
    var summary =
        new MoveSummary(
            "redis",
            "host-a",
            "host-b",
            "cold",
            312,
            250,
            1200,
            1_048_576,
            0,
            true,
            Optional.empty());
    var report = new DemoReport(List.of(new MoveReport(summary, List.of(), List.of())));

    assertThat(Json.write(report.summary()))
        .isEqualTo(
            """
            {"moves":[{"container":"redis","from":"host-a","to":"host-b","mode":"cold","gapMs":312,\
            "frozenMs":250,"totalMs":1200,"bytesSent":1048576,"lostWrites":0,"stateContinued":true}]}\
            """);
  }

  @Test
  void anObjectStoreThatWasNotBuiltIsNamedBeforeTheLabStarts() {
    var lab = new LoopbackLab(directory, DemoTest::freezeForAWhile);
    DemoSettings settings =
        DemoSettings.standard(1, directory, new S3ProxyProgram(directory.resolve("none")));

    assertThatThrownBy(() -> new Demo(lab, settings, SILENT, Clock.systemUTC()).run())
        .isInstanceOf(DemoException.class)
        .hasMessageContaining(directory.resolve("none").toString());
    assertThat(lab.imported()).isEmpty();
  }

  private static Demo demo(DemoLab lab) {
    DemoSettings standard =
        DemoSettings.standard(
            4711, Path.of("target/images").toAbsolutePath(), LocalStore.program());
    return new Demo(lab, standard.withFill(4 * 1024 * 1024), SILENT, Clock.systemUTC());
  }

  private static void freezeForAWhile(LoopbackLab.Running container) {
    container.workload().freeze();
    Passing.of(FROZEN);
    container.workload().thaw();
  }
}
