package io.drayage.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.forecast.predict.Estimate;
import io.drayage.forecast.predict.Forecast;
import io.drayage.forecast.predict.Link;
import io.drayage.forecast.predict.Payback;
import io.drayage.forecast.predict.Running;
import io.drayage.lab.demo.Check;
import io.drayage.lab.demo.DemoReport;
import io.drayage.lab.demo.MoveReport;
import io.drayage.lab.demo.MoveSummary;
import io.drayage.model.migration.Mode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportPrinterTest {

  @Test
  void theTableAlignsWordsLeftAndNumbersRightAndTheChecksFollow() {
    var time =
        new MoveReport(
            summary("time-service", 312, 50_593_792, 0),
            List.of(new Check(true, "the same process answers")),
            List.of("keep-alive: gap 312 ms"));
    var redis =
        new MoveReport(
            summary("redis", 1412, 128_450_560, 0),
            List.of(new Check(true, "every write is there")),
            List.of());

    assertThat(print(time, redis))
        .isEqualTo(
            """

            CONTAINER     FROM    TO      MODE      GAP  FROZEN    TOTAL       SENT
            time-service  host-a  host-b  cold   312 ms  250 ms  1200 ms   48.3 MiB
            redis         host-a  host-b  cold  1412 ms  250 ms  1200 ms  122.5 MiB

            time-service  host-a → host-b
              ✓ the same process answers
              · keep-alive: gap 312 ms

            redis  host-a → host-b
              ✓ every write is there

            ✓ nothing was lost
            """);
  }

  @Test
  void aMovesForecastStandsBelowWhatWasMeasured() {
    var estimate = new Estimate(300, 100, 900, 300, 0);
    var running = new Running(Optional.empty(), Optional.empty());
    var never = new Payback(Payback.Verdict.NEVER, Optional.empty());
    var forecast =
        new Forecast(
            Mode.AUTO,
            new Link(125_000_000, Link.Basis.ASSUMED),
            estimate,
            estimate,
            estimate,
            new Estimate(52_428_800, 10_485_760, 104_857_600, 52_428_800, 0),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            running,
            running,
            never,
            never,
            List.of());
    var summary =
        new MoveSummary(
            "redis",
            "host-a",
            "host-b",
            "cold",
            312,
            250,
            1200,
            50_593_792,
            0,
            true,
            Optional.of(forecast));

    assertThat(print(new MoveReport(summary, List.of(), List.of())))
        .startsWith(
            """

            CONTAINER        FROM    TO      MODE         GAP      FROZEN       TOTAL            SENT
            redis            host-a  host-b  cold      312 ms      250 ms     1200 ms        48.3 MiB
              forecast                       auto      300 ms      300 ms      300 ms        50.0 MiB
              90 % interval                  auto  100-900 ms  100-900 ms  100-900 ms  10.0-100.0 MiB

            """);
  }

  @Test
  void aFailedCheckIsMarkedAndTheEndSaysSo() {
    var redis =
        new MoveReport(
            summary("redis", 10, 0, 2),
            List.of(new Check(false, "2 of the 9 acknowledged writes are gone")),
            List.of());

    assertThat(print(redis))
        .contains("  ✗ 2 of the 9 acknowledged writes are gone\n")
        .endsWith("\n✗ something was lost: see the failed checks\n");
  }

  @Test
  void whatTheLawShowedFollowsTheMoves() {
    var text = new StringWriter();
    new ReportPrinter(new PrintWriter(text), Marks.in(StandardCharsets.UTF_8))
        .print(new DemoReport(List.of(), List.of(new Check(false, "3 packets"))));

    assertThat(text.toString())
        .endsWith(
            """

            the law: a container that may be in the EU only
              ✗ 3 packets

            ✗ the law was broken: see the failed checks
            """);
  }

  private static MoveSummary summary(String name, long gapMs, long bytesSent, long lost) {
    return new MoveSummary(
        name,
        "host-a",
        "host-b",
        "cold",
        gapMs,
        250,
        1200,
        bytesSent,
        lost,
        true,
        Optional.empty());
  }

  private static String print(MoveReport... moves) {
    var text = new StringWriter();
    new ReportPrinter(new PrintWriter(text), Marks.in(StandardCharsets.UTF_8))
        .print(new DemoReport(List.of(moves)));
    return text.toString();
  }
}
