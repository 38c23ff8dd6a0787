package io.drayage.balance.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.balance.deadline.GroupEstimate.Chance;
import io.drayage.balance.schedule.Link;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupEstimateTest {
  private static final Link LINK = new Link("a", "b");

  @Test
  void movesFillThePlacesAndTheLongestGoFirst() {
    var moves = List.of(move(1000, 0), move(3000, 0), move(1000, 0), move(1000, 0));

    assertThat(GroupEstimate.of(moves, 1, Map.of()).millis()).isEqualTo(6000);
    assertThat(GroupEstimate.of(moves, 2, Map.of()).millis()).isEqualTo(3000);
    assertThat(GroupEstimate.of(moves, 9, Map.of()).millis()).isEqualTo(3000);
  }

  @Test
  void wavesFollowOneAnother() {
    assertThat(GroupEstimate.of(List.of(move(1000, 0), move(2000, 1)), 9, Map.of()).millis())
        .isEqualTo(3000);
  }

  @Test
  void aLinkCarriesNoMoreThanItCan() {
    var moves = List.of(move(1000, 0), move(1000, 0), move(1000, 0));

    assertThat(GroupEstimate.of(moves, 3, Map.of(LINK, 1000.0)).millis()).isEqualTo(3000);
  }

  @Test
  void aDeadlineIsMetMissedOrUnsure() {
    GroupEstimate estimate = GroupEstimate.of(List.of(move(1000, 0)), 1, Map.of());

    assertThat(estimate).isEqualTo(new GroupEstimate(500, 1000, 2000));
    assertThat(estimate.chance(2000)).isEqualTo(Chance.MET);
    assertThat(estimate.chance(1999)).isEqualTo(Chance.UNSURE);
    assertThat(estimate.chance(500)).isEqualTo(Chance.UNSURE);
    assertThat(estimate.chance(499)).isEqualTo(Chance.MISSED);
    assertThat(GroupEstimate.of(List.of(), 1, Map.of()).chance(0)).isEqualTo(Chance.MET);
  }

  private static ExpectedMove move(double millis, int wave) {
    return new ExpectedMove(LINK, millis / 2, millis, millis * 2, 1000, wave);
  }
}
