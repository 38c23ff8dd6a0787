package io.drayage.bench.memory;

import io.drayage.bench.mover.Cell;
import io.drayage.bench.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is measured, and how often.
 *
 * @param cells the combinations of workload, memory, dirtying and link
 * @param repeats how often each mover moves each of them
 * @param wanted words of which a mover's name must contain one; empty means every mover
 */
public record Plan(List<Cell> cells, int repeats, Set<String> wanted) {
  private static final int LARGEST_ON_SLOW_LINK_MIB = 256;
  private static final int SLOW_MBIT = 100;

  /** Starting, waiting for beats and removing, in seconds a move. */
  private static final double FIXED_SECONDS = 5;

  /** Filling the memory, verifying it and all that is done with it besides sending. */
  private static final double MIB_OF_SECOND = 80;

  private static final double MEGABITS_OF_MIB = 8.4;

  public Plan {
    if (cells.isEmpty() || repeats < 1) {
      throw new IllegalArgumentException("a benchmark measures something at least once");
    }
    cells = List.copyOf(cells);
    wanted = Set.copyOf(wanted);
  }

  /** All combinations; those of one link follow each other. */
  public static Plan of(
      List<Workload> workloads,
      List<Integer> memoryMiB,
      List<Integer> dirtyMiBs,
      List<Integer> linkMbit,
      int repeats,
      Set<String> wanted) {
    List<Cell> cells = new ArrayList<>();
    for (int link : linkMbit) {
      for (Workload workload : workloads) {
        for (int memory : memoryMiB) {
          for (int dirty : dirtyMiBs) {
            cells.add(new Cell(workload, memory, dirty, link));
          }
        }
      }
    }
    return new Plan(cells, repeats, wanted);
  }

  /**
   * The whole benchmark: the memory workload in every combination, but over 100 Mbit/s, where a
   * gibibyte takes minutes, only up to 256 MiB; Redis and a JVM at the middle one.
   */
  public static Plan whole(int repeats, Set<String> wanted) {
    List<Cell> cells = new ArrayList<>();
    Plan memory =
        of(
            List.of(Workload.MEMORY),
            List.of(64, 256, 1024),
            List.of(0, 10, 50),
            List.of(1000, 0, SLOW_MBIT),
            repeats,
            wanted);
    Plan services =
        of(
            List.of(Workload.REDIS, Workload.JVM),
            List.of(256),
            List.of(10),
            List.of(1000),
            repeats,
            wanted);
    memory.cells().stream()
        .filter(
            cell -> cell.linkMbit() != SLOW_MBIT || cell.memoryMiB() <= LARGEST_ON_SLOW_LINK_MIB)
        .forEach(cells::add);
    cells.addAll(
        (int) cells.stream().filter(cell -> cell.linkMbit() == 1000).count(), services.cells());
    return new Plan(cells, repeats, wanted);
  }

  /** About how long all of it takes on a quiet machine of two cores with so many movers. */
  Duration estimate(int movers) {
    double seconds = cells.stream().mapToDouble(Plan::secondsOfMove).sum();
    return Duration.ofSeconds(Math.round(seconds * movers * repeats));
  }

  private static double secondsOfMove(Cell cell) {
    double sending =
        cell.linkMbit() == 0 ? 0 : cell.memoryMiB() * MEGABITS_OF_MIB / cell.linkMbit();
    return FIXED_SECONDS + cell.memoryMiB() / MIB_OF_SECOND + sending;
  }

  /** Whether a mover is to be measured. */
  boolean wants(String mover) {
    return wanted.isEmpty() || wanted.stream().anyMatch(mover::contains);
  }
}
