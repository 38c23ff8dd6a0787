package io.drayage.cli.forecast;

import io.drayage.cli.output.Amounts;
import io.drayage.forecast.predict.Estimate;
import io.drayage.forecast.predict.Quantity;
import java.util.Locale;

/** Forecast quantities with their units, for people. */
public final class QuantityText {
  private QuantityText() {}

  /** A figure of that quantity, e.g. {@code 1.25 s} or {@code 0.0123 USD}. */
  public static String of(Quantity quantity, double figure) {
    return switch (quantity) {
      case TOTAL, FROZEN, GAP -> Amounts.millis(Math.round(figure));
      case BYTES -> Amounts.bytes(Math.round(figure));
      case EGRESS -> digits(figure) + " USD";
      case ENERGY -> digits(figure) + " J";
      case CARBON -> digits(figure) + " g";
    };
  }

  /** The interval's ends. */
  static String interval(Quantity quantity, Estimate estimate) {
    return "%s to %s".formatted(of(quantity, estimate.low()), of(quantity, estimate.high()));
  }

  /** Three digits that count, whatever the size. */
  static String digits(double figure) {
    if (figure == 0) {
      return "0";
    }
    int places = (int) Math.clamp(2 - Math.floor(Math.log10(Math.abs(figure))), 0, 9);
    return String.format(Locale.ROOT, "%." + places + "f", figure);
  }
}
