package io.drayage.forecast.table;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What it costs to keep a container running.
 *
 * @param prices one for each provider and region
 */
public record MachinePrices(
    String source, LocalDate date, String note, String unit, List<Price> prices) {
  /** The table's name, that of its file. */
  static final String TABLE = "machines.json";

  public MachinePrices {
    prices = List.copyOf(prices);
  }

  /** A region's prices in US dollars for each hour. */
  public record Price(String cloud, String region, double usdPerVcpuHour, double usdPerGibHour) {
    public Price {
      Tables.requireNotNegative(TABLE, usdPerVcpuHour);
      Tables.requireNotNegative(TABLE, usdPerGibHour);
    }

    /** US dollars an hour for so much. */
    public double usdPerHour(double vcpus, double gib) {
      return vcpus * usdPerVcpuHour + gib * usdPerGibHour;
    }
  }

  /** Where the figures are from. */
  public Provenance provenance() {
    return new Provenance(TABLE, source, date, note, unit);
  }

  /** The prices of a place; empty when the table does not have its region. */
  public Optional<Price> at(Place place) {
    return prices.stream()
        .filter(
            price -> price.cloud().equals(place.cloud()) && price.region().equals(place.region()))
        .findFirst();
  }
}
