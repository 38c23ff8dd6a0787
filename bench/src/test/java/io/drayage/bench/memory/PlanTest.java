package io.drayage.bench.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.bench.mover.Cell;
import io.drayage.bench.workload.Workload;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final List<Workload> MEMORY = List.of(Workload.MEMORY);

  @Test
  void theCellsOfOneLinkFollowEachOtherSoThatItIsShapedOnce() {
    Plan plan = Plan.of(MEMORY, List.of(64, 256), List.of(0, 10), List.of(1000, 0), 2, Set.of());

    assertThat(plan.cells())
        .containsExactly(
            Cell.ofMemory(64, 0, 1000),
            Cell.ofMemory(64, 10, 1000),
            Cell.ofMemory(256, 0, 1000),
            Cell.ofMemory(256, 10, 1000),
            Cell.ofMemory(64, 0, 0),
            Cell.ofMemory(64, 10, 0),
            Cell.ofMemory(256, 0, 0),
            Cell.ofMemory(256, 10, 0));
  }

  @Test
  void aMoverIsWantedWhenItsNameHasOneOfTheWords() {
    Plan some = Plan.of(MEMORY, List.of(64), List.of(0), List.of(0), 1, Set.of("drayage", "lazy"));
    Plan all = Plan.of(MEMORY, List.of(64), List.of(0), List.of(0), 1, Set.of());

    assertThat(some.wants("criu lazy pages")).isTrue();
    assertThat(some.wants("criu page server")).isFalse();
    assertThat(all.wants("criu page server")).isTrue();
  }

  @Test
  void whatCannotBeMeasuredIsRefused() {
    assertThatThrownBy(() -> Plan.of(MEMORY, List.of(0), List.of(0), List.of(0), 1, Set.of()))
        .hasMessageContaining("memory is 1 to");
    assertThatThrownBy(() -> Plan.of(MEMORY, List.of(64), List.of(0), List.of(0), 0, Set.of()))
        .hasMessageContaining("at least once");
  }

  @Test
  void theWholePlanHasEveryWorkloadAndIsNotEndless() {
    Plan whole = Plan.whole(3, Set.of());

    assertThat(whole.cells())
        .extracting(Cell::workload)
        .contains(Workload.MEMORY, Workload.REDIS, Workload.JVM);
    assertThat(whole.cells())
        .contains(Cell.ofMemory(1024, 50, 0), Cell.ofMemory(256, 50, 100))
        .doesNotContain(Cell.ofMemory(1024, 0, 100))
        .doesNotHaveDuplicates();
    assertThat(whole.estimate(10))
        .isGreaterThan(Plan.whole(1, Set.of()).estimate(10).multipliedBy(2));
  }
}
