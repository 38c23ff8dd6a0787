package io.drayage.forecast.table;

import io.drayage.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/**
 * All figures that a forecast rests on. Immutable.
 *
 * @param egress what bytes cost
 * @param machines what running costs
 * @param carbon what electricity stands for
 * @param energy what work takes of it
 * @param moves what moves took so far
 */
public record Tables(
    EgressPrices egress,
    MachinePrices machines,
    GridCarbon carbon,
    EnergyModel energy,
    MoveModel moves) {

  /** The tables that come with Drayage. */
  public static Tables builtIn() {
    return replacedBy(_ -> Optional.empty());
  }

  /**
   * The built-in tables, but those of which somebody has another one.
   *
   * @param others the JSON of a table by its name, e.g. {@code egress.json}; of the built-in form
   * @throws TableException when one of them has another form
   */
  public static Tables replacedBy(Function<String, Optional<String>> others) {
    return new Tables(
        read(EgressPrices.TABLE, EgressPrices.class, others, EgressPrices::provenance),
        read(MachinePrices.TABLE, MachinePrices.class, others, MachinePrices::provenance),
        read(GridCarbon.TABLE, GridCarbon.class, others, GridCarbon::provenance),
        read(EnergyModel.TABLE, EnergyModel.class, others, EnergyModel::provenance),
        read(MoveModel.TABLE, MoveModel.class, others, MoveModel::provenance));
  }

  /** Where the figures are from, table by table. */
  public List<Provenance> provenance() {
    return List.of(
        egress.provenance(),
        machines.provenance(),
        carbon.provenance(),
        energy.provenance(),
        moves.provenance());
  }

  private static <T> T read(
      String name,
      Class<T> type,
      Function<String, Optional<String>> others,
      Function<T, Provenance> provenance) {
    try {
      T table = Json.read(others.apply(name).orElseGet(() -> resource(name)), type);
      // Refuses a table that does not say where it is from.
      Provenance _ = provenance.apply(table);
      return table;
    } catch (JacksonException e) {
      throw new TableException(
          "table %s cannot be read: %s".formatted(name, e.getOriginalMessage()), e);
    } catch (NullPointerException e) {
      throw new TableException(
          "table %s lacks a field: compare it with the built-in one".formatted(name), e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Tables.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void requireNotNegative(String table, double figure) {
    if (!(figure >= 0) || Double.isInfinite(figure)) {
      throw new TableException(
          "table %s has a figure that is less than it can be".formatted(table));
    }
  }
}
