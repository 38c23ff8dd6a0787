package io.drayage.forecast.predict;

import io.drayage.forecast.table.Place;
import io.drayage.model.migration.Mode;
import java.util.Optional;
import java.util.OptionalDouble;

/** Moves to forecast. */
public final class Moves {
  static final Place MADRID = new Place("gcp", "europe-southwest1", "ES");
  static final Place FRANKFURT = new Place("aws", "eu-central-1", "DE");
  static final long MIB = 1L << 20;
  static final Link GIGABIT = new Link(125_000_000, Link.Basis.GIVEN);

  private Moves() {}

  /** From Madrid to Frankfurt over a gigabit. */
  public static MoveFacts of(Mode mode, long mebibytes) {
    return facts(mode, mebibytes, OptionalDouble.empty(), GIGABIT);
  }

  static MoveFacts facts(Mode mode, long mebibytes, OptionalDouble dirty, Link link) {
    return new MoveFacts(
        "redis", mode, MADRID, FRANKFURT, mebibytes * MIB, dirty, 2 * MIB, 0, link, 1, 512 * MIB);
  }

  /** What came, by factors of what the model says. */
  public static PastMove past(Forecast forecast, double factor) {
    return past("redis", forecast, factor);
  }

  /** The same of a container. */
  static PastMove past(String container, Forecast forecast, double factor) {
    return new PastMove(
        container,
        forecast,
        new Measured(
            forecast.totalMillis().model() * factor,
            forecast.frozenMillis().model() * factor,
            forecast.bytesSent().model() * factor,
            Optional.empty(),
            Optional.empty()));
  }
}
