package io.drayage.forecast.table;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What providers charge for bytes that leave a region.
 *
 * @param continents a continent's code for each country; two countries of one continent are near
 * @param prices one for each provider and kind of way
 */
public record EgressPrices(
    String source,
    LocalDate date,
    String note,
    String unit,
    Map<String, String> continents,
    List<Price> prices) {
  /** The table's name, that of its file. */
  static final String TABLE = "egress.json";

  public EgressPrices {
    continents = Map.copyOf(continents);
    prices = List.copyOf(prices);
  }

  /**
   * A provider's price of one kind of way.
   *
   * @param to {@code same-region}, {@code same-continent} and {@code other-continent} within one
   *     provider, {@code internet} to another
   */
  public record Price(String cloud, String to, double usdPerGib) {
    public Price {
      Tables.requireNotNegative(TABLE, usdPerGib);
    }
  }

  /** Where the figures are from. */
  public Provenance provenance() {
    return new Provenance(TABLE, source, date, note, unit);
  }

  /** US dollars for each GiB; empty when the source's provider is not in the table. */
  public Optional<Double> usdPerGib(Place from, Place to) {
    String way = way(from, to);
    return prices.stream()
        .filter(price -> price.cloud().equals(from.cloud()) && price.to().equals(way))
        .map(Price::usdPerGib)
        .findFirst();
  }

  private String way(Place from, Place to) {
    if (!from.cloud().equals(to.cloud())) {
      return "internet";
    }
    if (from.sameRegion(to)) {
      return "same-region";
    }
    return continent(from).equals(continent(to)) ? "same-continent" : "other-continent";
  }

  /** A country that the table does not know counts as a continent of its own. */
  private String continent(Place place) {
    return continents.getOrDefault(place.country(), place.country());
  }
}
