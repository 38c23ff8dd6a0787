package io.drayage.api;

import io.drayage.forecast.calibration.Calibration;
import java.util.List;

/**
 * How well forecasts held.
 *
 * @param calibration over all moves that are listed and have ended well
 * @param byMode the same for the moves that were asked for in each mode, in the user's word
 * @param forecasts of the newest moves, the newest first
 */
public record ForecastReport(
    List<Calibration.Row> calibration, List<OfMode> byMode, List<ForecastView> forecasts) {
  /** The moves of one mode. */
  public record OfMode(String mode, List<Calibration.Row> calibration) {}
}
