package io.drayage.forecast.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drayage.forecast.table.Tables;
import io.drayage.model.migration.Mode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
  private static final int TRIALS = 2000;

  private final Forecaster forecaster = new Forecaster(Tables.builtIn());
  private final Forecast cold = forecaster.forecast(Moves.of(Mode.COLD, 64), List.of());

  @Test
  void tooFewMovesLeaveTheGuessAndEnoughOfThemCorrectIt() {
    Estimate guess = cold.totalMillis();

    Forecast few = with(Collections.nCopies(History.ENOUGH - 1, Moves.past(cold, 2)));
    Forecast enough = with(Collections.nCopies(History.ENOUGH, Moves.past(cold, 2)));

    assertThat(few.totalMillis()).isEqualTo(guess);
    assertThat(enough.totalMillis().value()).isCloseTo(guess.value() * 2, within(1e-6));
    assertThat(enough.totalMillis().model()).isEqualTo(guess.model());
    assertThat(enough.totalMillis().moves()).isEqualTo(History.ENOUGH);
    assertThat(enough.egressUsd().orElseThrow().value())
        .isCloseTo(cold.egressUsd().orElseThrow().value() * 2, within(1e-9));
  }

  @Test
  void movesOfAnotherModeDoNotCount() {
    Forecast other = forecaster.forecast(Moves.of(Mode.PRE_COPY, 64), List.of());

    assertThat(with(Collections.nCopies(50, Moves.past(other, 3))).totalMillis())
        .isEqualTo(cold.totalMillis());
  }

  @Test
  void otherContainersCountWhenTheyAreSeveralAndTheOwnMovesBeforeThem() {
    List<PastMove> two = new ArrayList<>();
    two.addAll(Collections.nCopies(20, Moves.past("a", cold, 2)));
    two.addAll(Collections.nCopies(20, Moves.past("b", cold, 2)));
    List<PastMove> three = new ArrayList<>(two);
    three.add(Moves.past("c", cold, 2));
    List<PastMove> own = new ArrayList<>(three);
    own.addAll(Collections.nCopies(History.ENOUGH, Moves.past("redis", cold, 5)));

    assertThat(with(two).totalMillis()).isEqualTo(cold.totalMillis());
    assertThat(with(three).totalMillis().value())
        .isCloseTo(cold.totalMillis().value() * 2, within(1e-6));
    assertThat(with(own).totalMillis().value())
        .isCloseTo(cold.totalMillis().value() * 5, within(1e-6));
    assertThat(with(own).totalMillis().moves()).isEqualTo(History.ENOUGH);
  }

  @Test
  void aSpreadOfMeasurementsIsASpreadOfTheInterval() {
    List<PastMove> steady = new ArrayList<>();
    List<PastMove> wild = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      steady.add(Moves.past(cold, 1 + 0.001 * i));
      wild.add(Moves.past(cold, 1 + 0.2 * i));
    }

    assertThat(width(with(wild))).isGreaterThan(10 * width(with(steady)));
  }

  /** Errors as they are seen: a bias, and now and then a move that took far longer. */
  @ParameterizedTest
  @ValueSource(ints = {9, 20, 60})
  void nineOfTenMovesComeWithinTheInterval(int count) {
    long seed = 20261123L + count;
    System.out.printf("coverage with %d moves, seed %d%n", count, seed);
    var random = new Random(seed);
    int covered = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      List<PastMove> past = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        past.add(Moves.past(cold, error(random)));
      }
      double came = cold.totalMillis().model() * error(random);
      covered += with(past).totalMillis().covers(came) ? 1 : 0;
    }
    System.out.printf("covered %.3f%n", covered / (double) TRIALS);

    assertThat(covered / (double) TRIALS).isBetween(0.87, 0.95);
  }

  private static double error(Random random) {
    double tail = random.nextDouble() < 0.1 ? Math.abs(random.nextGaussian()) : 0;
    return Math.exp(0.4 + 0.2 * random.nextGaussian() + tail);
  }

  private Forecast with(List<PastMove> past) {
    return forecaster.forecast(Moves.of(Mode.COLD, 64), past);
  }

  private static double width(Forecast forecast) {
    return Math.log(forecast.totalMillis().high() / forecast.totalMillis().low());
  }
}
