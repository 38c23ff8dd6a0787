package io.drayage.api;

import io.drayage.forecast.predict.Forecast;
import io.drayage.forecast.predict.Quantity;
import io.drayage.model.migration.MigrationState;
import java.util.Map;

/**
 * What a move was expected to take, beside what it took.
 *
 * @param migration its id
 * @param container what moved
 * @param source where it was
 * @param destination where it went
 * @param state where the move stands
 * @param forecast what was told before it began
 * @param measured what came, in the quantity's unit: milliseconds, bytes, US dollars, joules,
 *     grams. Without what nobody measured; empty until the move is {@link MigrationState#MIGRATED}
 */
public record ForecastView(
    String migration,
    String container,
    String source,
    String destination,
    MigrationState state,
    Forecast forecast,
    Map<Quantity, Double> measured) {}
