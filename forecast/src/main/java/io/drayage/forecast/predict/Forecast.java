package io.drayage.forecast.predict;

import io.drayage.model.migration.Mode;
import java.util.List;
import java.util.Optional;

/**
 * What a move will take, told before it begins.
 *
 * @param mode how memory is to cross
 * @param link the link's rate that it was reckoned with
 * @param totalMillis the whole move, in milliseconds
 * @param gapMillis for which clients get no answer
 * @param frozenMillis for which the container is frozen
 * @param bytesSent from the source to the destination
 * @param egressUsd for them, in US dollars; empty when the price is not known
 * @param joules of both hosts and the network, by the stated model; empty when a provider is not
 *     known to it
 * @param gramsCo2e for them; empty when a grid is not known
 * @param before what the container takes where it is
 * @param after what it will take where it goes
 * @param paysMoney when the egress is earned back
 * @param paysCarbon when the carbon of the move is saved again
 * @param assumptions what was not known and is assumed, in sentences
 */
public record Forecast(
    Mode mode,
    Link link,
    Estimate totalMillis,
    Estimate gapMillis,
    Estimate frozenMillis,
    Estimate bytesSent,
    Optional<Estimate> egressUsd,
    Optional<Estimate> joules,
    Optional<Estimate> gramsCo2e,
    Running before,
    Running after,
    Payback paysMoney,
    Payback paysCarbon,
    List<String> assumptions) {

  /** The estimate of one quantity; empty when it could not be told. */
  public Optional<Estimate> of(Quantity quantity) {
    return switch (quantity) {
      case TOTAL -> Optional.of(totalMillis);
      case FROZEN -> Optional.of(frozenMillis);
      case GAP -> Optional.of(gapMillis);
      case BYTES -> Optional.of(bytesSent);
      case EGRESS -> egressUsd;
      case ENERGY -> joules;
      case CARBON -> gramsCo2e;
    };
  }
}
