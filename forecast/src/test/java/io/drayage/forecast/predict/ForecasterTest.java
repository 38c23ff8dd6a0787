package io.drayage.forecast.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drayage.forecast.table.Place;
import io.drayage.forecast.table.Tables;
import io.drayage.model.migration.Mode;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForecasterTest {
  private final Forecaster forecaster = new Forecaster(Tables.builtIn());

  @ParameterizedTest
  @EnumSource(Mode.class)
  void everyIntervalHoldsItsValueAndNothingIsNegative(Mode mode) {
    Forecast forecast = forecast(Moves.of(mode, 256));

    for (Quantity quantity : Quantity.values()) {
      Estimate estimate = forecast.of(quantity).orElseThrow();
      assertThat(estimate.low()).as(quantity.words()).isBetween(0.0, estimate.value());
      assertThat(estimate.high()).as(quantity.words()).isGreaterThanOrEqualTo(estimate.value());
    }
  }

  @Test
  void theGuessIsNearWhatTheBenchmarkMeasuredOfAColdMove() {
    Forecast forecast = forecast(Moves.of(Mode.COLD, 256));

    // docs/benchmarks/memory.md, 256 MiB: 1584 ms frozen, 2534 ms in all, 142.9 MiB sent.
    assertThat(forecast.frozenMillis().value()).isCloseTo(1584, within(400.0));
    assertThat(forecast.totalMillis().value()).isCloseTo(2534, within(600.0));
    assertThat(forecast.bytesSent().value()).isCloseTo(142.9 * Moves.MIB, within(20.0 * Moves.MIB));
  }

  @ParameterizedTest
  @EnumSource(value = Mode.class, mode = EnumSource.Mode.EXCLUDE, names = "STATELESS")
  void moreMemoryIsMoreOfEverything(Mode mode) {
    Forecast small = forecast(Moves.of(mode, 16));
    Forecast large = forecast(Moves.of(mode, 1024));

    for (Quantity quantity :
        List.of(Quantity.TOTAL, Quantity.BYTES, Quantity.EGRESS, Quantity.ENERGY)) {
      assertThat(value(large, quantity)).as(quantity.words()).isGreaterThan(value(small, quantity));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Mode.class, mode = EnumSource.Mode.EXCLUDE, names = "STATELESS")
  void aFasterLinkIsLessTimeAndNeverMoreFrozen(Mode mode) {
    Forecast slow = forecast(at(mode, 12_500_000));
    Forecast fast = forecast(at(mode, 125_000_000));

    assertThat(fast.totalMillis().value()).isLessThan(slow.totalMillis().value());
    assertThat(fast.frozenMillis().value()).isLessThanOrEqualTo(slow.frozenMillis().value());
  }

  @Test
  void aContainerThatWritesMoreSendsMoreAndFreezesLongerInPreCopy() {
    Forecast quiet = forecast(writing(Mode.PRE_COPY, 1e6));
    Forecast busy = forecast(writing(Mode.PRE_COPY, 1e9));

    assertThat(busy.bytesSent().value()).isGreaterThan(quiet.bytesSent().value());
    assertThat(busy.frozenMillis().value()).isGreaterThan(quiet.frozenMillis().value());
    assertThat(forecast(writing(Mode.HYBRID, 1e9)).frozenMillis().value())
        .isLessThan(busy.frozenMillis().value());
  }

  @Test
  void aStatelessMoveSendsNothingAndFreezesNothing() {
    Forecast forecast = forecast(Moves.of(Mode.STATELESS, 256));

    assertThat(forecast.bytesSent().high()).isZero();
    assertThat(forecast.frozenMillis().high()).isZero();
    assertThat(forecast.egressUsd().orElseThrow().high()).isZero();
  }

  @Test
  void layersThatTheDestinationLacksTakeTime() {
    MoveFacts facts = Moves.of(Mode.COLD, 16);
    MoveFacts lacking =
        new MoveFacts(
            facts.container(),
            facts.mode(),
            facts.from(),
            facts.to(),
            facts.memoryBytes(),
            facts.dirtyBytesPerSecond(),
            facts.fileBytes(),
            500 * Moves.MIB,
            facts.link(),
            facts.vcpus(),
            facts.runningBytes());

    assertThat(forecast(lacking).totalMillis().value())
        .isGreaterThan(forecast(facts).totalMillis().value() + 3000);
  }

  @Test
  void aMoveToACheaperPlacePaysAndTheWayBackNever() {
    Forecast there = forecast(between(Moves.FRANKFURT, Moves.MADRID));
    Forecast back = forecast(between(Moves.MADRID, Moves.FRANKFURT));

    assertThat(there.paysMoney().verdict()).isEqualTo(Payback.Verdict.AFTER);
    assertThat(there.paysCarbon().verdict()).isEqualTo(Payback.Verdict.AFTER);
    double saved =
        there.before().usdPerMonth().orElseThrow() - there.after().usdPerMonth().orElseThrow();
    assertThat(there.paysMoney().hours().orElseThrow() * saved / 730)
        .isCloseTo(value(there, Quantity.EGRESS), within(1e-9));
    assertThat(back.paysMoney().verdict()).isEqualTo(Payback.Verdict.NEVER);
    assertThat(back.paysMoney().hours()).isEmpty();
  }

  @Test
  void whatNoTableKnowsIsLeftOutAndTheRestIsTold() {
    Forecast forecast = forecast(between(Moves.MADRID, new Place("cellar", "left", "AQ")));

    assertThat(forecast.totalMillis().value()).isPositive();
    assertThat(forecast.egressUsd()).isPresent();
    assertThat(forecast.joules()).isEmpty();
    assertThat(forecast.gramsCo2e()).isEmpty();
    assertThat(forecast.paysMoney().verdict()).isEqualTo(Payback.Verdict.UNKNOWN);
  }

  @Test
  void itSaysWhereTheLinksRateIsFromAndThatEnergyIsAModel() {
    Forecast forecast =
        forecast(
            Moves.facts(
                Mode.AUTO, 16, OptionalDouble.empty(), new Link(125_000_000, Link.Basis.ASSUMED)));

    assertThat(forecast.assumptions())
        .anyMatch(line -> line.contains("1000 Mbit/s: assumed"))
        .anyMatch(line -> line.contains("2 % of its memory anew"))
        .contains("energy and carbon are a model, not measured");
  }

  private static MoveFacts at(Mode mode, long bytesPerSecond) {
    return Moves.facts(
        mode, 256, OptionalDouble.of(5e6), new Link(bytesPerSecond, Link.Basis.GIVEN));
  }

  private static MoveFacts writing(Mode mode, double bytesPerSecond) {
    return Moves.facts(mode, 256, OptionalDouble.of(bytesPerSecond), Moves.GIGABIT);
  }

  private static MoveFacts between(Place from, Place to) {
    MoveFacts facts = Moves.of(Mode.COLD, 256);
    return new MoveFacts(
        facts.container(),
        facts.mode(),
        from,
        to,
        facts.memoryBytes(),
        facts.dirtyBytesPerSecond(),
        facts.fileBytes(),
        facts.missingLayerBytes(),
        facts.link(),
        facts.vcpus(),
        facts.runningBytes());
  }

  private Forecast forecast(MoveFacts facts) {
    return forecaster.forecast(facts, List.of());
  }

  private static double value(Forecast forecast, Quantity quantity) {
    return forecast.of(quantity).orElseThrow().value();
  }
}
