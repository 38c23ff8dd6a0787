package io.drayage.bench.mover;

import io.drayage.bench.workload.Client;
import io.drayage.bench.workload.Workload;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * One combination under measurement.
 *
 * @param workload what is moved
 * @param memoryMiB how much memory the workload holds, in MiB
 * @param dirtyMiBs how much of it the workload writes anew, in MiB a second; may be 0
 * @param linkMbit bandwidth of both hosts' links, in megabits a second; 0 means unshaped
 */
public record Cell(Workload workload, int memoryMiB, int dirtyMiBs, int linkMbit) {
  /** The memory of as little a workload as there can be, for the floor. */
  public static final int TINY_MIB = 1;

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

  /** The memory workload on a link. */
  public static Cell ofMemory(int memoryMiB, int dirtyMiBs, int linkMbit) {
    return new Cell(Workload.MEMORY, memoryMiB, dirtyMiBs, linkMbit);
  }

  /** The workload's program and arguments. */
  public List<String> command() {
    return workload.command(memoryMiB, dirtyMiBs);
  }

  /** The workload's client. */
  public Client client(InetSocketAddress address) {
    return workload.client(address, memoryMiB, dirtyMiBs);
  }

  /** The link in words. */
  public String link() {
    return linkMbit == 0
        ? "unshaped"
        : linkMbit % 1000 == 0 ? linkMbit / 1000 + " Gbit/s" : linkMbit + " Mbit/s";
  }

  @Override
  public String toString() {
    return "%s of %d MiB, %d MiB/s dirty, %s"
        .formatted(workload.word(), memoryMiB, dirtyMiBs, link());
  }
}
