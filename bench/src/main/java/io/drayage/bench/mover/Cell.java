package io.drayage.bench.mover;

import java.util.List;
import java.util.Locale;

/**
 * One combination under measurement.
 *
 * @param memoryMiB how much memory the workload holds, in MiB
 * @param dirtyMiBs how much of it the workload writes anew, in MiB a second; may be 0
 * @param linkMbit bandwidth of both hosts' links, in megabits a second; 0 means unshaped
 */
public record Cell(int memoryMiB, int dirtyMiBs, int linkMbit) {
  /** The workload's TCP port. */
  public static final int PORT = 7000;

  /** The memory of as little a workload as there can be, for the floor. */
  public static final int TINY_MIB = 1;

  private static final int SEED = 1;

  public Cell {
    require("memory", "MiB", memoryMiB, 1, 1 << 20);
    require("dirtying", "MiB/s", dirtyMiBs, 0, 1 << 20);
    require("link", "Mbit/s", linkMbit, 0, 100_000);
  }

  private static void require(String what, String unit, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d to %d %s, not %d".formatted(what, least, most, unit, value));
    }
  }

  /** The workload's options. */
  public List<String> arguments() {
    return List.of(
        "--port",
        Integer.toString(PORT),
        "--memory",
        Integer.toString(memoryMiB),
        "--dirty",
        Integer.toString(dirtyMiBs),
        "--seed",
        Integer.toString(SEED));
  }

  /** The link in words. */
  public String link() {
    return linkMbit == 0
        ? "unshaped"
        : linkMbit % 1000 == 0 ? linkMbit / 1000 + " Gbit/s" : linkMbit + " Mbit/s";
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d MiB, %d MiB/s dirty, %s", memoryMiB, dirtyMiBs, link());
  }
}
