package io.drayage.controller.forecast;

import io.drayage.forecast.table.TableException;
import io.drayage.forecast.table.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An operator's own tables of prices and grids, each a file in the place of a built-in one. */
public final class OwnTables {
  private static final Logger LOG = LoggerFactory.getLogger(OwnTables.class);
  private static final long MOST_BYTES = 1024 * 1024;

  private OwnTables() {}

  /**
   * The tables to reckon with: {@code tables/NAME.json} below the data directory where there is
   * one. When any of them cannot be read the built-in ones count, with a warning: a forecast stops
   * nothing.
   */
  public static Tables in(Path data) {
    Path directory = data.resolve("tables");
    try {
      return Tables.replacedBy(name -> content(directory.resolve(name)));
    } catch (TableException | UncheckedIOException e) {
      LOG.warn(
          "Forecasts use the built-in tables, none of {}: {}: correct it and start the controller again",
          directory,
          e.getMessage());
      return Tables.builtIn();
    }
  }

  private static Optional<String> content(Path file) {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("%s has more than %d bytes".formatted(file, MOST_BYTES));
      }
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
    }
  }
}
