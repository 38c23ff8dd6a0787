package io.drayage.forecast.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The earlier moves like the next one, which correct the model and give the interval its width.
 *
 * <p>A conformal interval on the logarithm of measured over modelled, as in Barber et al.,
 * "Predictive inference with the jackknife+" (2021): the median is the correction, and each move is
 * scored by its distance from the median of all others, so that none vouches for itself. It assumes
 * nothing of the errors' shape, only that the next move is one like those.
 */
final class History {
  /** With fewer, no score is high enough to be the 90 % one. */
  static final int ENOUGH = 9;

  private static final double LEVEL = 0.9;

  /** Fewer containers say nothing of another one. */
  private static final int CONTAINERS = 3;

  private final List<PastMove> moves;

  private History(List<PastMove> moves) {
    this.moves = moves;
  }

  /**
   * The moves that tell of the next one: the container's own in that mode, if there are enough;
   * else those of all containers, if they are several.
   */
  static History of(List<PastMove> all, MoveFacts next) {
    List<PastMove> alike =
        all.stream().filter(move -> move.forecast().mode() == next.mode()).toList();
    List<PastMove> own =
        alike.stream().filter(move -> move.container().equals(next.container())).toList();
    if (own.size() >= ENOUGH) {
      return new History(own);
    }
    long containers = alike.stream().map(PastMove::container).distinct().count();
    return new History(containers >= CONTAINERS ? alike : List.of());
  }

  /** The corrected estimate; empty when too few moves measured that quantity. */
  Optional<Estimate> estimate(Quantity quantity, double model) {
    List<Double> ratios =
        moves.stream().flatMap(move -> move.logRatio(quantity).stream()).sorted().toList();
    int count = ratios.size();
    if (count < ENOUGH || model <= 0) {
      return Optional.empty();
    }
    List<Double> scores =
        IntStream.range(0, count)
            .mapToObj(i -> Math.abs(ratios.get(i) - medianWithout(ratios, i)))
            .sorted()
            .toList();
    double width = scores.get((int) Math.ceil(LEVEL * (count + 1)) - 1);
    double centre = median(ratios);
    return Optional.of(
        new Estimate(
            model * Math.exp(centre),
            model * Math.exp(centre - width),
            model * Math.exp(centre + width),
            model,
            count));
  }

  private static double medianWithout(List<Double> sorted, int left) {
    var others = new ArrayList<>(sorted);
    others.remove(left);
    return median(others);
  }

  private static double median(List<Double> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
