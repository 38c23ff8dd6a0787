package io.drayage.controller.forecast;

import io.drayage.api.ForecastReport;
import io.drayage.api.ForecastView;
import io.drayage.controller.plan.Inspection;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.forecast.calibration.Calibration;
import io.drayage.forecast.predict.Forecast;
import io.drayage.forecast.predict.Forecaster;
import io.drayage.forecast.predict.Link;
import io.drayage.forecast.predict.Measured;
import io.drayage.forecast.predict.MeasuredLink;
import io.drayage.forecast.predict.MoveFacts;
import io.drayage.forecast.predict.PastMove;
import io.drayage.forecast.predict.Quantity;
import io.drayage.forecast.table.Place;
import io.drayage.forecast.table.Tables;
import io.drayage.journal.Journal;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.host.Host;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.platform.json.Json;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Makes a forecast of each move, keeps it in the journal, and sets it beside what came. What fails
 * here is logged and stops no move. Thread-safe.
 */
public final class Forecasts {
  private static final Logger LOG = LoggerFactory.getLogger(Forecasts.class);

  /** How many earlier moves a forecast learns from. */
  private static final int REMEMBERED = 100;

  private static final int REPORTED = 1000;

  /** Nobody says how many processors a container needs. */
  private static final double VCPUS = 1;

  private final Journal journal;
  private final Tables tables;
  private final Forecaster forecaster;

  /** Forecasts of the journal's moves, reckoned with those tables. */
  public Forecasts(Journal journal, Tables tables) {
    this.journal = journal;
    this.tables = tables;
    this.forecaster = new Forecaster(tables);
  }

  /** A move with its forecast. */
  private record Told(Migration migration, Forecast forecast) {
    /** Empty unless it has ended well and was measured. */
    Optional<PastMove> past() {
      return migration.state() == MigrationState.MIGRATED && migration.figures().totalMillis() > 0
          ? Optional.of(
              new PastMove(migration.container(), forecast, Measured.of(migration.figures())))
          : Optional.empty();
    }
  }

  /** What a move would take; empty, with a line in the log, when that cannot be told. */
  public Optional<Forecast> of(
      ContainerSpec spec, Mode mode, MemoryLimits limits, Host from, Host to, Inspection seen) {
    try {
      List<Told> told = told(REMEMBERED);
      MoveFacts facts =
          new MoveFacts(
              spec.name(),
              mode,
              Place.of(from),
              Place.of(to),
              seen.memoryBytes(),
              OptionalDouble.empty(),
              seen.fileBytes(),
              seen.missingLayerBytes(),
              link(limits, from, to, told),
              VCPUS,
              spec.memoryBytes() > 0 ? spec.memoryBytes() : seen.memoryBytes());
      return Optional.of(forecaster.forecast(facts, past(told.stream())));
    } catch (RuntimeException e) {
      LOG.warn("No forecast of the move of {} to {}", spec.name(), to.name(), e);
      return Optional.empty();
    }
  }

  /** Keeps the forecast that a migration was admitted with. */
  public void keep(String migration, Forecast forecast) {
    try {
      journal.forecasts().put(migration, Json.write(forecast));
    } catch (RuntimeException e) {
      LOG.warn("The forecast of migration {} is not kept", migration, e);
    }
  }

  /**
   * A migration's forecast beside what came.
   *
   * @throws RequestException when it has none
   */
  public ForecastView view(Migration migration) {
    return journal
        .forecasts()
        .find(migration.id())
        .flatMap(body -> told(migration, body))
        .map(Forecasts::view)
        .orElseThrow(() ->
            new RequestException(
                Reason.UNKNOWN,
                "migration %s has no forecast: it was requested before there were any, or the controller's log says why"
                    .formatted(migration.id())));
  }

  /** How well forecasts held. */
  public ForecastReport report() {
    List<Told> all = told(REPORTED);
    Map<Mode, List<Told>> byMode =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.forecast().mode(),
                    () -> new EnumMap<>(Mode.class),
                    Collectors.toList()));
    return new ForecastReport(
        Calibration.of(past(all.stream())).rows(),
        byMode.entrySet().stream()
            .map(mode ->
                new ForecastReport.OfMode(
                    mode.getKey().word(), Calibration.of(past(mode.getValue().stream())).rows()))
            .filter(mode -> !mode.calibration().isEmpty())
            .toList(),
        all.stream().map(Forecasts::view).toList());
  }

  private Link link(MemoryLimits limits, Host from, Host to, List<Told> told) {
    List<Migration> unhurried =
        told.stream()
            .map(Told::migration)
            .filter(move -> move.source().equals(from.name()))
            .filter(move -> journal.migrations().terms(move.id()).limits().bytesPerSecond() == 0)
            .toList();
    OptionalLong measured = MeasuredLink.between(from.name(), to.name(), unhurried);
    long given = limits.bytesPerSecond();
    if (measured.isPresent() && (given == 0 || measured.getAsLong() < given)) {
      return new Link(measured.getAsLong(), Link.Basis.MEASURED);
    }
    return given > 0
        ? new Link(given, Link.Basis.GIVEN)
        : new Link(tables.moves().assumedBytesPerSecond(), Link.Basis.ASSUMED);
  }

  private static ForecastView view(Told told) {
    Migration migration = told.migration();
    Map<Quantity, Double> measured = new EnumMap<>(Quantity.class);
    told.past()
        .ifPresent(past ->
            Arrays.stream(Quantity.values())
                .forEach(quantity ->
                    past.came(quantity).ifPresent(came -> measured.put(quantity, came))));
    return new ForecastView(
        migration.id(),
        migration.container(),
        migration.source(),
        migration.destination(),
        migration.state(),
        told.forecast(),
        measured);
  }

  private static List<PastMove> past(Stream<Told> told) {
    return told.flatMap(one -> one.past().stream()).toList();
  }

  private List<Told> told(int limit) {
    return journal.forecasts().newest(limit).stream()
        .flatMap(kept ->
            journal.migrations().find(kept.migration()).stream()
                .flatMap(migration -> told(migration, kept.body()).stream()))
        .toList();
  }

  /** Empty for a forecast of another version that cannot be read any more. */
  private static Optional<Told> told(Migration migration, String body) {
    try {
      return Optional.of(new Told(migration, Json.read(body, Forecast.class)));
    } catch (JacksonException e) {
      LOG.warn("The forecast of migration {} cannot be read: {}", migration.id(), e.getMessage());
      return Optional.empty();
    }
  }
}
