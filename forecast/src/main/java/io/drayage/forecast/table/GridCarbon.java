package io.drayage.forecast.table;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much carbon each grid's electricity stands for.
 *
 * @param regions providers' regions
 * @param countries what counts for a region that is not listed, by ISO 3166-1 code
 */
public record GridCarbon(
    String source,
    LocalDate date,
    String note,
    String unit,
    List<Region> regions,
    Map<String, Double> countries) {
  /** The table's name, that of its file. */
  static final String TABLE = "carbon.json";

  public GridCarbon {
    regions = List.copyOf(regions);
    countries = Map.copyOf(countries);
    countries.values().forEach(grams -> Tables.requireNotNegative(TABLE, grams));
  }

  /** A region's grid in grams of CO2 equivalent for each kWh. */
  public record Region(String cloud, String region, double gramsPerKwh) {
    public Region {
      Tables.requireNotNegative(TABLE, gramsPerKwh);
    }
  }

  /** Where the figures are from. */
  public Provenance provenance() {
    return new Provenance(TABLE, source, date, note, unit);
  }

  /** Grams of CO2 equivalent for each kWh; empty when neither region nor country is known. */
  public Optional<Double> gramsPerKwh(Place place) {
    return regions.stream()
        .filter(region ->
            region.cloud().equals(place.cloud()) && region.region().equals(place.region()))
        .map(Region::gramsPerKwh)
        .findFirst()
        .or(() -> Optional.ofNullable(countries.get(place.country())));
  }
}
