package io.drayage.forecast.predict;

import io.drayage.forecast.table.Place;
import io.drayage.forecast.table.Tables;
import java.util.Optional;

/**
 * What a container that stays where it is takes in a month of 730 hours.
 *
 * @param usdPerMonth in US dollars; empty when the prices of its region are not known
 * @param gramsPerMonth of CO2 equivalent; empty when its grid or its provider is not known
 */
public record Running(Optional<Double> usdPerMonth, Optional<Double> gramsPerMonth) {
  static final double HOURS_A_MONTH = 730;

  static Running at(Place place, MoveFacts facts, Tables tables) {
    double gib = facts.runningBytes() / (double) (1L << 30);
    return new Running(
        tables
            .machines()
            .at(place)
            .map(price -> price.usdPerHour(facts.vcpus(), gib) * HOURS_A_MONTH),
        tables
            .energy()
            .runningWatts(place, facts.vcpus(), gib)
            .flatMap(watts ->
                tables
                    .carbon()
                    .gramsPerKwh(place)
                    .map(grams -> watts / 1000 * HOURS_A_MONTH * grams)));
  }
}
