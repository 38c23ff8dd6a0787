package io.drayage.forecast.table;

import java.time.LocalDate;
import java.util.Objects;

/**
 * Where a table's figures are from.
 *
 * @param table the table's name
 * @param source who published the figures, and where
 * @param date when they were taken down
 * @param note what a reader must know before relying on them
 * @param unit what the figures are counted in
 */
public record Provenance(String table, String source, LocalDate date, String note, String unit) {
  public Provenance {
    Objects.requireNonNull(date);
    if (source.isBlank() || note.isBlank() || unit.isBlank()) {
      throw new TableException(
          "table %s does not say its source, note and unit: add them".formatted(table));
    }
  }
}
