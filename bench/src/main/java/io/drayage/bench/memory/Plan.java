package io.drayage.bench.memory;

import io.drayage.bench.mover.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is measured, and how often.
 *
 * @param cells the combinations of memory, dirtying and link
 * @param repeats how often each mover moves each of them
 * @param wanted words of which a mover's name must contain one; empty means every mover
 */
public record Plan(List<Cell> cells, int repeats, Set<String> wanted) {
  public Plan {
    if (cells.isEmpty() || repeats < 1) {
      throw new IllegalArgumentException("a benchmark measures something at least once");
    }
    cells = List.copyOf(cells);
    wanted = Set.copyOf(wanted);
  }

  /** All combinations; those of one link follow each other. */
  public static Plan of(
      List<Integer> memoryMiB,
      List<Integer> dirtyMiBs,
      List<Integer> linkMbit,
      int repeats,
      Set<String> wanted) {
    List<Cell> cells = new ArrayList<>();
    for (int link : linkMbit) {
      for (int memory : memoryMiB) {
        for (int dirty : dirtyMiBs) {
          cells.add(new Cell(memory, dirty, link));
        }
      }
    }
    return new Plan(cells, repeats, wanted);
  }

  /** Whether a mover is to be measured. */
  boolean wants(String mover) {
    return wanted.isEmpty() || wanted.stream().anyMatch(mover::contains);
  }
}
