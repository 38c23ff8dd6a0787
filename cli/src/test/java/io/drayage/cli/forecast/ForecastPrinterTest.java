package io.drayage.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.api.ForecastReport;
import io.drayage.api.ForecastView;
import io.drayage.forecast.calibration.Calibration;
import io.drayage.forecast.predict.Estimate;
import io.drayage.forecast.predict.Forecast;
import io.drayage.forecast.predict.Link;
import io.drayage.forecast.predict.Payback;
import io.drayage.forecast.predict.Quantity;
import io.drayage.forecast.predict.Running;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ForecastPrinterTest {
  @Test
  void theForecastHasEachQuantityWithItsIntervalAndWhatIsNotKnownIsADash() {
    String text = print(out -> ForecastPrinter.forecast(out, forecast()));

    assertThat(text)
        .contains("total time  2.00 s     1.00 s to 4.00 s         12 moves\n")
        .contains("egress      0.120 USD  0.0600 USD to 0.240 USD  a guess\n")
        .contains("energy      -")
        .contains("running cost  30.0 USD  20.0 USD  after 8 hours\n")
        .contains("carbon        500 g     900 g     never\n")
        .contains("- the link is assumed\n");
  }

  @Test
  void aMeasurementStandsBesideItsForecast() {
    var view =
        new ForecastView(
            "m-1",
            "redis",
            "madrid",
            "zurich",
            MigrationState.MIGRATED,
            forecast(),
            Map.of(Quantity.TOTAL, 2500.0, Quantity.FROZEN, 9000.0));

    assertThat(
            print(out -> ForecastPrinter.comparison(out, view))
                .lines()
                .map(ForecastPrinterTest::tidy))
        .contains(
            "total time 2.00 s 1.00 s to 4.00 s 2.50 s yes",
            "frozen 500 ms 250 ms to 1.00 s 9.00 s no",
            "gap 500 ms 250 ms to 1.00 s - -");
  }

  @Test
  void theReportHasMedianErrorAndCoverage() {
    var rows = List.of(new Calibration.Row(Quantity.TOTAL, 20, 0.125, 0.9));
    var report =
        new ForecastReport(rows, List.of(new ForecastReport.OfMode("cold", rows)), List.of());

    assertThat(
            print(out -> ForecastPrinter.report(out, report))
                .lines()
                .map(ForecastPrinterTest::tidy))
        .containsExactly(
            "MODE QUANTITY MOVES MEDIAN ERROR IN 90 % INTERVAL",
            "all total time 20 13 % 90 %", "cold total time 20 13 % 90 %");
  }

  @Test
  void aReportWithoutMovesSaysSo() {
    var report = new ForecastReport(List.of(), List.of(), List.of());

    assertThat(print(out -> ForecastPrinter.report(out, report)))
        .isEqualTo("no move with a forecast has ended yet\n");
  }

  private static Forecast forecast() {
    return new Forecast(
        Mode.COLD,
        new Link(125_000_000, Link.Basis.ASSUMED),
        new Estimate(2000, 1000, 4000, 2000, 12),
        new Estimate(500, 250, 1000, 500, 0),
        new Estimate(500, 250, 1000, 500, 0),
        new Estimate(1 << 30, 1 << 29, 1L << 31, 1 << 30, 0),
        Optional.of(new Estimate(0.12, 0.06, 0.24, 0.12, 0)),
        Optional.empty(),
        Optional.empty(),
        new Running(Optional.of(30.0), Optional.of(500.0)),
        new Running(Optional.of(20.0), Optional.of(900.0)),
        new Payback(Payback.Verdict.AFTER, Optional.of(8.76)),
        new Payback(Payback.Verdict.NEVER, Optional.empty()),
        List.of("the link is assumed"));
  }

  private static String print(Consumer<PrintWriter> what) {
    var text = new StringWriter();
    var out = new PrintWriter(text);
    what.accept(out);
    out.flush();
    return text.toString();
  }

  private static String tidy(String line) {
    return line.strip().replaceAll(" +", " ");
  }
}
