package io.drayage.forecast.predict;

import java.util.Optional;

/**
 * A move that was forecast and has ended.
 *
 * @param container what moved
 * @param forecast what was told
 * @param measured what came
 */
public record PastMove(String container, Forecast forecast, Measured measured) {
  /**
   * What came of one quantity: as measured, or what measured bytes and joules stand for by the
   * forecast's own price and grid. Empty when nothing of it was measured.
   */
  public Optional<Double> came(Quantity quantity) {
    return switch (quantity) {
      case EGRESS -> inProportion(forecast.egressUsd(), forecast.bytesSent(), Quantity.BYTES);
      case CARBON ->
          forecast
              .joules()
              .flatMap(joules -> inProportion(forecast.gramsCo2e(), joules, Quantity.ENERGY));
      default -> measured.of(quantity);
    };
  }

  private Optional<Double> inProportion(
      Optional<Estimate> estimate, Estimate ofWhat, Quantity measuredBy) {
    return estimate
        .filter(_ -> ofWhat.value() > 0)
        .flatMap(it -> measured.of(measuredBy).map(came -> came * it.value() / ofWhat.value()));
  }

  /** Natural logarithm of measured over modelled; empty when either is missing or not above 0. */
  Optional<Double> logRatio(Quantity quantity) {
    double model = forecast.of(quantity).map(Estimate::model).orElse(0.0);
    double came = measured.of(quantity).orElse(0.0);
    return model > 0 && came > 0 ? Optional.of(Math.log(came / model)) : Optional.empty();
  }
}
