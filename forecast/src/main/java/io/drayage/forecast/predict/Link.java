package io.drayage.forecast.predict;

/**
 * How fast the hosts' link is taken to be.
 *
 * @param bytesPerSecond on the wire
 * @param basis how that is known
 */
public record Link(long bytesPerSecond, Basis basis) {
  /** How a link's rate is known. */
  public enum Basis {
    /** The user said it. */
    GIVEN,
    /** Earlier moves between the two hosts reached it. */
    MEASURED,
    /** Nothing is known of it. */
    ASSUMED
  }

  /** What a move gets of it, in bytes per second: a measured rate is what one got. */
  double reached(double share) {
    return basis == Basis.MEASURED ? bytesPerSecond : bytesPerSecond * share;
  }

  public Link {
    if (bytesPerSecond <= 0) {
      throw new IllegalArgumentException("a link carries more than 0 bytes per second");
    }
  }
}
