package io.drayage.cli.forecast;

import io.drayage.api.ForecastReport;
import io.drayage.api.ForecastView;
import io.drayage.cli.output.Table;
import io.drayage.forecast.calibration.Calibration;
import io.drayage.forecast.predict.Estimate;
import io.drayage.forecast.predict.Forecast;
import io.drayage.forecast.predict.Payback;
import io.drayage.forecast.predict.Quantity;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Forecasts for people. */
public final class ForecastPrinter {
  private ForecastPrinter() {}

  /** What a move would take, and what it brings. */
  public static void forecast(PrintWriter out, Forecast forecast) {
    out.println();
    var table = new Table("FORECAST", "EXPECTED", "90 % INTERVAL", "FROM");
    for (Quantity quantity : Quantity.values()) {
      table.row(
          quantity.words(),
          text(forecast.of(quantity), estimate -> QuantityText.of(quantity, estimate.value())),
          text(forecast.of(quantity), estimate -> QuantityText.interval(quantity, estimate)),
          text(forecast.of(quantity), ForecastPrinter::basis));
    }
    table.print(out);
    out.println();
    afterwards(out, forecast);
    forecast.assumptions().forEach(line -> out.println("- " + line));
  }

  static void comparison(PrintWriter out, ForecastView view) {
    out.printf(
        Locale.ROOT,
        "%s: %s from %s to %s, %s, %s%n%n",
        view.migration(),
        view.container(),
        view.source(),
        view.destination(),
        view.forecast().mode().word(),
        view.state());
    var table = new Table("", "FORECAST", "90 % INTERVAL", "MEASURED", "WITHIN");
    for (Quantity quantity : Quantity.values()) {
      Optional<Estimate> estimate = view.forecast().of(quantity);
      Optional<Double> came = Optional.ofNullable(view.measured().get(quantity));
      table.row(
          quantity.words(),
          text(estimate, it -> QuantityText.of(quantity, it.value())),
          text(estimate, it -> QuantityText.interval(quantity, it)),
          text(came, it -> QuantityText.of(quantity, it)),
          text(estimate, it -> text(came, figure -> it.covers(figure) ? "yes" : "no")));
    }
    table.print(out);
    out.println();
    out.println("egress is measured bytes at the table's price; '-' was not measured");
  }

  static void report(PrintWriter out, ForecastReport report) {
    if (report.calibration().isEmpty()) {
      out.println("no move with a forecast has ended yet");
      return;
    }
    var table = new Table("MODE", "QUANTITY", "MOVES", "MEDIAN ERROR", "IN 90 % INTERVAL");
    rows(table, "all", report.calibration());
    report.byMode().forEach(mode -> rows(table, mode.mode(), mode.calibration()));
    table.print(out);
  }

  private static void rows(Table table, String mode, List<Calibration.Row> rows) {
    for (Calibration.Row row : rows) {
      table.row(
          mode,
          row.quantity().words(),
          row.moves(),
          percent(row.medianError()),
          percent(row.coverage()));
    }
  }

  private static void afterwards(PrintWriter out, Forecast forecast) {
    var table = new Table("EACH MONTH", "NOW", "THEN", "THE MOVE PAYS");
    table.row(
        "running cost",
        text(forecast.before().usdPerMonth(), usd -> QuantityText.digits(usd) + " USD"),
        text(forecast.after().usdPerMonth(), usd -> QuantityText.digits(usd) + " USD"),
        pays(forecast.paysMoney()));
    table.row(
        "carbon",
        text(forecast.before().gramsPerMonth(), grams -> QuantityText.digits(grams) + " g"),
        text(forecast.after().gramsPerMonth(), grams -> QuantityText.digits(grams) + " g"),
        pays(forecast.paysCarbon()));
    table.print(out);
  }

  private static String pays(Payback payback) {
    return switch (payback.verdict()) {
      case NEVER -> "never";
      case UNKNOWN -> "not known";
      case AFTER -> "after " + text(payback.hours(), ForecastPrinter::time);
    };
  }

  private static String time(double hours) {
    Duration time = Duration.ofSeconds(Math.round(Math.min(hours, 1e9) * 3600));
    if (time.toHours() >= 48) {
      return time.toDays() + " days";
    }
    return time.toMinutes() >= 120
        ? time.toHours() + " hours"
        : time.toSeconds() >= 120 ? time.toMinutes() + " minutes" : time.toSeconds() + " s";
  }

  private static String basis(Estimate estimate) {
    return estimate.moves() == 0 ? "a guess" : estimate.moves() + " moves";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  private static <T> String text(Optional<T> value, Function<T, String> words) {
    return value.map(words).orElse("");
  }
}
