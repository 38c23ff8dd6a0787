package io.drayage.bench.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.bench.mover.Cell;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {
  @Test
  void theCellsOfOneLinkFollowEachOtherSoThatItIsShapedOnce() {
    Plan plan = Plan.of(List.of(64, 256), List.of(0, 10), List.of(1000, 0), 2, Set.of());

    assertThat(plan.cells())
        .containsExactly(
            new Cell(64, 0, 1000),
            new Cell(64, 10, 1000),
            new Cell(256, 0, 1000),
            new Cell(256, 10, 1000),
            new Cell(64, 0, 0),
            new Cell(64, 10, 0),
            new Cell(256, 0, 0),
            new Cell(256, 10, 0));
  }

  @Test
  void aMoverIsWantedWhenItsNameHasOneOfTheWords() {
    Plan some = Plan.of(List.of(64), List.of(0), List.of(0), 1, Set.of("drayage", "lazy"));
    Plan all = Plan.of(List.of(64), List.of(0), List.of(0), 1, Set.of());

    assertThat(some.wants("criu lazy pages")).isTrue();
    assertThat(some.wants("criu page server")).isFalse();
    assertThat(all.wants("criu page server")).isTrue();
  }

  @Test
  void whatCannotBeMeasuredIsRefused() {
    assertThatThrownBy(() -> Plan.of(List.of(0), List.of(0), List.of(0), 1, Set.of()))
        .hasMessageContaining("memory is 1 to");
    assertThatThrownBy(() -> Plan.of(List.of(64), List.of(0), List.of(0), 0, Set.of()))
        .hasMessageContaining("at least once");
  }
}
