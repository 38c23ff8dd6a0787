package io.drayage.forecast.predict;

/**
 * A figure with its interval, in which nine of ten measurements are expected.
 *
 * @param value what is expected
 * @param low the interval's lower end
 * @param high the interval's upper end
 * @param model what the arithmetic alone says, before moves corrected it
 * @param moves how many measured moves the interval rests on; 0 when it is a guess
 */
public record Estimate(double value, double low, double high, double model, int moves) {
  /** A guess with a factor of spread. */
  static Estimate guess(double model, double spread) {
    return new Estimate(model, model / spread, model * spread, model, 0);
  }

  /** Whether a measurement fell into the interval. */
  public boolean covers(double measured) {
    return measured >= low && measured <= high;
  }

  /** All of it times a factor. */
  Estimate times(double factor) {
    return new Estimate(value * factor, low * factor, high * factor, model * factor, moves);
  }
}
