package io.drayage.balance.schedule;

/**
 * How much crossed while so many moves were sending.
 *
 * @param level moves that sent at once, from 1
 * @param bytesPerSecond of all of them together
 */
public record Sample(int level, double bytesPerSecond) {
  public Sample {
    if (level < 1 || bytesPerSecond < 0 || Double.isNaN(bytesPerSecond)) {
      throw new IllegalArgumentException("a sample has a level from 1 and a rate");
    }
  }
}
