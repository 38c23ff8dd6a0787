package io.drayage.chaos.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.chaos.fault.Fault;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
  @Test
  void sameSeedGivesTheSameTrialsAndALongerRunBeginsWithThoseOfAShorterOne() {
    Plan two = Plan.draw(40, 7, List.of(), List.of(), List.of());

    assertThat(Plan.draw(40, 7, List.of(), List.of(), List.of())).isEqualTo(two);
    assertThat(Plan.draw(60, 7, List.of(), List.of(), List.of()).trials())
        .startsWith(two.trials().toArray(Trial[]::new));
    assertThat(Plan.draw(40, 8, List.of(), List.of(), List.of())).isNotEqualTo(two);
  }

  @Test
  void everyFaultComesAsOftenAsAnyOther() {
    int rounds = 3;
    Plan plan = Plan.draw(rounds * Fault.values().length, 7, List.of(), List.of(), List.of());

    for (Fault fault : Fault.values()) {
      assertThat(plan.trials()).filteredOn(trial -> trial.fault() == fault).hasSize(rounds);
    }
  }

  @Test
  void whatIsAskedForIsAllThatIsDrawn() {
    Plan plan =
        Plan.draw(
            20, 7, List.of(Fault.LINK_SLOW), List.of(MigrationState.FROZEN), List.of(Mode.HYBRID));

    assertThat(plan.trials())
        .allMatch(trial ->
            trial.fault() == Fault.LINK_SLOW
                && trial.at() == MigrationState.FROZEN
                && trial.mode() == Mode.HYBRID);
  }
}
