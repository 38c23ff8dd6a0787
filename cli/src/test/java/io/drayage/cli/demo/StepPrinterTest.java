package io.drayage.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StepPrinterTest {

  private final AtomicLong now = new AtomicLong();
  private final StringWriter text = new StringWriter();

  @Test
  void withoutATerminalStepsArePlainLines() {
    StepPrinter steps = printer(false);
    steps.begin("Building");
    passSeconds(1);
    steps.detail("3 of 9 files");
    passSeconds(2);
    steps.done("9 files");

    assertThat(text).hasToString("… Building\n✓ Building: 9 files (3.0 s)\n");
  }

  @Test
  void withoutATerminalALongStepSaysNowAndThenHowFarItIs() {
    StepPrinter steps = printer(false);
    steps.begin("Building");
    passSeconds(11);
    steps.detail("3 of 9 files");
    passSeconds(1);
    steps.detail("4 of 9 files");

    assertThat(text).hasToString("… Building\n… Building: 3 of 9 files\n");
  }

  @Test
  void onATerminalAStepChangesInPlace() {
    StepPrinter steps = printer(true);
    steps.begin("Building");
    passSeconds(1);
    steps.detail("3 of 9 files");
    steps.done("");

    assertThat(text)
        .hasToString(
            "\r\u001b[K… Building\r\u001b[K… Building: 3 of 9 files\r\u001b[K✓ Building (1.0 s)\n");
  }

  @Test
  void aStepUnderWayEndsAsFailed() {
    StepPrinter steps = printer(false);
    steps.begin("Building");
    steps.failed();
    steps.failed();

    assertThat(text).hasToString("… Building\n✗ Building (0.0 s)\n");
  }

  @Test
  void marksAreThoseThatTheCharacterSetHas() {
    assertThat(Marks.in(StandardCharsets.US_ASCII).passed()).isEqualTo("[ok]");
    assertThat(Marks.in(StandardCharsets.UTF_8).passed()).isEqualTo("✓");
  }

  private StepPrinter printer(boolean terminal) {
    return new StepPrinter(
        new PrintWriter(text), terminal, Marks.in(StandardCharsets.UTF_8), now::get);
  }

  private void passSeconds(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
