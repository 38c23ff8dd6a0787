package io.drayage.model.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationStateTest {
  private static final List<MigrationState> WAY =
      List.of(
          MigrationState.REQUESTED,
          MigrationState.ADMITTED,
          MigrationState.PREPARED,
          MigrationState.COPYING,
          MigrationState.FROZEN,
          MigrationState.RESTORED,
          MigrationState.COMMITTED,
          MigrationState.RUNNING,
          MigrationState.MIGRATED);

  @Test
  void everyStateLeadsToTheNextOrBackAndNoFailureAloneLeadsBackFromTheCommitOn() {
    for (int i = 0; i + 1 < WAY.size(); i++) {
      var expected = EnumSet.of(WAY.get(i + 1), MigrationState.ABORTING);
      assertThat(WAY.get(i).next()).as(WAY.get(i).name()).isEqualTo(expected);
      assertThat(WAY.get(i).canAbort())
          .as(WAY.get(i).name())
          .isEqualTo(i < WAY.indexOf(MigrationState.COMMITTED));
    }
    assertThat(MigrationState.ABORTING.next()).containsExactly(MigrationState.ABORTED);
  }

  @Test
  void statelessMoveCopiesAndFreezesNothingAndGoesTheSameWayOtherwise() {
    for (MigrationState state : MigrationState.values()) {
      boolean differs = state == MigrationState.PREPARED;
      assertThat(state.next(Mode.STATELESS))
          .as(state.name())
          .isEqualTo(
              differs
                  ? EnumSet.of(MigrationState.RESTORED, MigrationState.ABORTING)
                  : state.next());
      for (Mode mode : EnumSet.complementOf(EnumSet.of(Mode.STATELESS))) {
        assertThat(state.next(mode)).as(state + " " + mode).isEqualTo(state.next());
      }
    }
    assertThat(Mode.parse("stateless")).isEqualTo(Mode.STATELESS);
  }

  @Test
  void onlyEndsHaveNoNext() {
    for (MigrationState state : MigrationState.values()) {
      assertThat(state.next().isEmpty()).as(state.name()).isEqualTo(state.ended());
      assertThat(state.canAbort() && state.ownedByDestination()).as(state.name()).isFalse();
    }
  }
}
