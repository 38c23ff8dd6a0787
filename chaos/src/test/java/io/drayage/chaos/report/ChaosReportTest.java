package io.drayage.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.platform.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ChaosReportTest {
  private static final Finding LOST = new Finding(1, 2, 3, 4, 5, "all of it");

  @Test
  void countsStandBesideEachOtherInJson() {
    Tally all = Tally.NONE.with(LOST, true).with(new Finding(0, 0, 0, 0, 0, ""), false);

    JsonNode json =
        Json.mapper()
            .readTree(
                Json.write(
                    new ChaosReport(7, all, 1, Map.of("link-slow", all), List.of("a line"))));

    assertThat(json.propertyNames())
        .containsExactlyInAnyOrder(
            "seed",
            "runs",
            "struck",
            "doubled",
            "lost",
            "lostWrites",
            "stuck",
            "leftovers",
            "migrated",
            "byFault",
            "failures");
    assertThat(json.path("runs").asInt()).isEqualTo(2);
    assertThat(json.path("struck").asInt()).isEqualTo(1);
    assertThat(json.path("lostWrites").asInt()).isEqualTo(3);
    assertThat(json.path("byFault").path("link-slow").path("leftovers").asInt()).isEqualTo(5);
  }

  @Test
  void anyFindingIsUnclean() {
    assertThat(LOST.clean()).isFalse();
    assertThat(new Finding(0, 0, 0, 0, 1, "left").clean()).isFalse();
    assertThat(new Finding(0, 0, 0, 0, 0, "").clean()).isTrue();
    assertThat(Tally.NONE.with(LOST, true).clean()).isFalse();
    assertThat(Tally.NONE.clean()).isTrue();
  }
}
