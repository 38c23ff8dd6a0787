package io.drayage.controller.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.drayage.api.ForecastReport;
import io.drayage.api.ForecastView;
import io.drayage.controller.plan.Inspection;
import io.drayage.controller.request.RequestException;
import io.drayage.forecast.predict.Forecast;
import io.drayage.forecast.predict.Link;
import io.drayage.forecast.predict.Quantity;
import io.drayage.forecast.table.Tables;
import io.drayage.journal.Journal;
import io.drayage.journal.OwnedContainer;
import io.drayage.journal.OwnedContainer.Wanted;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.host.Host;
import io.drayage.model.migration.Figures;
import io.drayage.model.migration.MemoryFigures;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.model.migration.MoveTerms;
import io.drayage.platform.json.Json;
import io.drayage.preflight.Report;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
  private static final Host MADRID =
      new Host("madrid", "gcp", "europe-southwest1", "ES", "192.0.2.1", 8L << 30);
  private static final Host FRANKFURT =
      new Host("frankfurt", "aws", "eu-central-1", "DE", "192.0.2.2", 8L << 30);
  private static final ContainerSpec SPEC =
      new ContainerSpec(
          "redis",
          "sha256:" + "a".repeat(64),
          List.of("sha256:" + "b".repeat(64)),
          List.of("redis-server"),
          List.of(),
          "/",
          "",
          List.of(),
          512L << 20,
          "10.96.128.1");
  private static final Inspection SEEN =
      new Inspection(new Report(List.of()), 64L << 20, 1L << 20, 0);
  private static final MemoryLimits SLOW = new MemoryLimits(0, 30, 12_500_000, false, false);

  private @TempDir Path directory;
  private Journal journal;
  private Forecasts forecasts;

  @BeforeEach
  void open() {
    journal = Journal.open(directory.resolve("journal.db"));
    journal
        .containers()
        .add(new OwnedContainer(SPEC, "redis", "madrid", 1, Wanted.RUNNING, CLOCK.instant()));
    forecasts = new Forecasts(journal, Tables.builtIn());
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void anUnmeasuredLinkIsAssumedAGivenOneIsTaken() {
    assertThat(tell(MemoryLimits.NONE).link().basis()).isEqualTo(Link.Basis.ASSUMED);
    assertThat(tell(SLOW).link()).isEqualTo(new Link(12_500_000, Link.Basis.GIVEN));
  }

  @Test
  void aMoveThatEndedStandsBesideItsForecastAndCountsInTheReport() {
    Forecast told = tell(MemoryLimits.NONE);

    move("m1", MemoryLimits.NONE, told, figures(told.totalMillis().value(), 40_000_000, 1000));

    ForecastView view = forecasts.view(migration("m1"));
    assertThat(view.forecast()).isEqualTo(told);
    assertThat(view.measured())
        .containsEntry(Quantity.BYTES, 40_000_000.0)
        .doesNotContainKeys(Quantity.GAP, Quantity.ENERGY, Quantity.CARBON);
    assertThat(view.measured().getOrDefault(Quantity.EGRESS, 0.0))
        .isCloseTo(40_000_000.0 / (1L << 30) * 0.12, within(1e-9));
    ForecastReport report = forecasts.report();
    assertThat(report.forecasts()).containsExactly(view);
    assertThat(report.byMode()).extracting(ForecastReport.OfMode::mode).containsExactly("cold");
    assertThat(report.calibration())
        .filteredOn(row -> row.quantity() == Quantity.TOTAL)
        .singleElement()
        .satisfies(row -> {
          assertThat(row.moves()).isEqualTo(1);
          assertThat(row.coverage()).isEqualTo(1);
        });
  }

  @Test
  void aMoveThatHasNotEndedIsListedWithoutMeasurements() {
    request("m1", MemoryLimits.NONE);
    forecasts.keep("m1", tell(MemoryLimits.NONE));

    assertThat(forecasts.view(migration("m1")).measured()).isEmpty();
    assertThat(forecasts.report().calibration()).isEmpty();
    assertThat(forecasts.report().forecasts()).hasSize(1);
  }

  @Test
  void theLinkIsMeasuredByMovesThatWereNotToldToBeSlower() {
    Forecast told = tell(MemoryLimits.NONE);
    move("m1", SLOW, told, figures(9000, 40_000_000, 4000));
    assertThat(tell(MemoryLimits.NONE).link().basis()).isEqualTo(Link.Basis.ASSUMED);

    move("m2", MemoryLimits.NONE, told, figures(2000, 40_000_000, 500));

    assertThat(tell(MemoryLimits.NONE).link()).isEqualTo(new Link(80_000_000, Link.Basis.MEASURED));
    assertThat(tell(SLOW).link()).isEqualTo(new Link(12_500_000, Link.Basis.GIVEN));
  }

  @Test
  void earlierMovesOfTheModeCorrectTheNextForecast() {
    Forecast first = tell(MemoryLimits.NONE);
    for (int i = 0; i < 9; i++) {
      move("m" + i, SLOW, first, figures(first.totalMillis().model() * 2, 40_000_000, 1000));
    }

    Forecast next = tell(MemoryLimits.NONE);

    assertThat(next.totalMillis().moves()).isEqualTo(9);
    assertThat(next.totalMillis().value())
        .isCloseTo(first.totalMillis().value() * 2, within(first.totalMillis().value() * 0.01));
  }

  @Test
  void aForecastThatCannotBeMadeOrKeptOrReadStopsNothing() {
    request("m1", MemoryLimits.NONE);
    journal.forecasts().put("m1", "{\"mode\": 7}");
    assertThat(forecasts.report().forecasts()).isEmpty();
    assertThatThrownBy(() -> forecasts.view(migration("m1")))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("migration m1 has no forecast");
    Forecast told = tell(MemoryLimits.NONE);

    journal.close();

    forecasts.keep("m1", told);
    assertThat(forecasts.of(SPEC, Mode.COLD, MemoryLimits.NONE, MADRID, FRANKFURT, SEEN)).isEmpty();
  }

  @Test
  void whatIsKeptIsReadAsItWas() {
    Forecast told = tell(MemoryLimits.NONE);

    assertThat(Json.read(Json.write(told), Forecast.class)).isEqualTo(told);
  }

  private Forecast tell(MemoryLimits limits) {
    return forecasts.of(SPEC, Mode.COLD, limits, MADRID, FRANKFURT, SEEN).orElseThrow();
  }

  private Migration migration(String id) {
    return journal.migrations().find(id).orElseThrow();
  }

  private void request(String id, MemoryLimits limits) {
    assertThat(
            journal
                .migrations()
                .request(
                    id,
                    "redis",
                    "madrid",
                    "frankfurt",
                    Mode.COLD,
                    new MoveTerms(limits, 30_000),
                    CLOCK))
        .isPresent();
  }

  /** A whole move, after which the container is in Madrid again for the next one. */
  private void move(String id, MemoryLimits limits, Forecast told, Figures figures) {
    request(id, limits);
    forecasts.keep(id, told);
    for (MigrationState next :
        List.of(
            MigrationState.ADMITTED,
            MigrationState.PREPARED,
            MigrationState.COPYING,
            MigrationState.FROZEN,
            MigrationState.RESTORED,
            MigrationState.COMMITTED,
            MigrationState.RUNNING,
            MigrationState.MIGRATED)) {
      Migration now = migration(id);
      journal.migrations().advance(id, now.epoch(), now.state(), next, CLOCK.instant());
    }
    journal.migrations().setFigures(id, figures);
  }

  private static Figures figures(double totalMillis, long bytes, long sendMillis) {
    return new Figures(
        600,
        Math.round(totalMillis),
        bytes,
        0,
        0,
        sendMillis,
        0,
        0,
        0,
        new MemoryFigures(Mode.COLD, "", 0, 1, 0, 0));
  }
}
