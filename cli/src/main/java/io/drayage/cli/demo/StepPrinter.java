package io.drayage.cli.demo;

import io.drayage.lab.demo.DemoProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows the demonstration's steps: on a terminal one line each that changes in place; elsewhere
 * plain lines, few enough for a log. One thread.
 */
final class StepPrinter implements DemoProgress {

  private static final String BACK_TO_EMPTY_LINE = "\r\u001b[K";
  private static final Duration TERMINAL_PAUSE = Duration.ofMillis(100);
  private static final Duration PLAIN_PAUSE = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final boolean terminal;
  private final Marks marks;
  private final LongSupplier nanoClock;
  private String step = "";
  private long began;
  private long shown;

  /** Prints to {@code out}; {@code terminal} allows to change a line in place. */
  StepPrinter(PrintWriter out, boolean terminal, Marks marks, LongSupplier nanoClock) {
    this.out = out;
    this.terminal = terminal;
    this.marks = marks;
    this.nanoClock = nanoClock;
  }

  @Override
  public void begin(String what) {
    step = what;
    began = nanoClock.getAsLong();
    shown = began;
    print(marks.busy(), what);
  }

  @Override
  public void detail(String text) {
    long now = nanoClock.getAsLong();
    if (now - shown >= (terminal ? TERMINAL_PAUSE : PLAIN_PAUSE).toNanos()) {
      shown = now;
      print(marks.busy(), step + ": " + text);
    }
  }

  @Override
  public void done(String result) {
    end(marks.passed(), result);
  }

  /** Ends the step under way, if there is one, as failed. */
  void failed() {
    if (!step.isEmpty()) {
      end(marks.failed(), "");
    }
  }

  private void end(String mark, String result) {
    double seconds = (nanoClock.getAsLong() - began) / 1e9;
    String what = result.isEmpty() ? step : step + ": " + result;
    print(mark, String.format(Locale.ROOT, "%s (%.1f s)", what, seconds));
    if (terminal) {
      out.println();
      out.flush();
    }
    step = "";
  }

  private void print(String mark, String text) {
    if (terminal) {
      out.print(BACK_TO_EMPTY_LINE + mark + " " + text);
    } else {
      out.println(mark + " " + text);
    }
    out.flush();
  }
}
