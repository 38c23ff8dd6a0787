package io.drayage.controller.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.controller.request.RequestException;
import io.drayage.model.migration.Figures;
import io.drayage.model.migration.MemoryFigures;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecisionsTest {
  private static final String SOURCE = "madrid";
  private static final String DESTINATION = "frankfurt";

  @Test
  void sourceMayBeGivenACommittedContainer() {
    assertThat(Decisions.owner(standing(MigrationState.COMMITTED, MemoryFigures.NONE), SOURCE))
        .isEqualTo(Decisions.Owner.SOURCE);
  }

  @Test
  void destinationThatHasAllMemoryMayBeGivenTheContainer() {
    var copied = new MemoryFigures(Mode.PRE_COPY, "", 3, 100, 0, 0);
    var filled = new MemoryFigures(Mode.POST_COPY, "", 0, 100, 100, 7);

    assertThat(Decisions.owner(standing(MigrationState.RUNNING, copied), DESTINATION))
        .isEqualTo(Decisions.Owner.DESTINATION);
    assertThat(Decisions.owner(standing(MigrationState.RUNNING, filled), DESTINATION))
        .isEqualTo(Decisions.Owner.DESTINATION);
  }

  @Test
  void sourcesLastPagesAreNotGivenUpForADestinationThatLacksThem() {
    var filling = new MemoryFigures(Mode.HYBRID, "", 3, 100, 20, 0);

    refused(standing(MigrationState.RUNNING, filling), DESTINATION, "may still lack memory");
    refused(standing(MigrationState.RUNNING, MemoryFigures.NONE), DESTINATION, "may still lack");
  }

  @Test
  void destinationThatHasNotSaidThatItRunsOwnsTheContainerAlready() {
    refused(standing(MigrationState.COMMITTED, MemoryFigures.NONE), DESTINATION, "owns");
  }

  @Test
  void hostWithoutAPartIsRefused() {
    refused(standing(MigrationState.COMMITTED, MemoryFigures.NONE), "virginia", "has no part");
  }

  @ParameterizedTest
  @EnumSource(
      value = MigrationState.class,
      names = {"REQUESTED", "COPYING", "FROZEN", "ABORTING", "ABORTED", "MIGRATED"})
  void thereIsNothingToDecideBeforeTheCommitAndAfterTheEnd(MigrationState state) {
    refused(standing(state, MemoryFigures.NONE), SOURCE, "migration m-1");
  }

  private static void refused(Migration migration, String host, String why) {
    assertThatThrownBy(() -> Decisions.owner(migration, host))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining(why);
  }

  private static Migration standing(MigrationState state, MemoryFigures memory) {
    return new Migration(
        "m-1",
        "redis",
        SOURCE,
        DESTINATION,
        memory.mode(),
        state,
        2,
        Instant.EPOCH,
        List.of(),
        new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, memory),
        "");
  }
}
