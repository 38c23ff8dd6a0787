package io.drayage.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.platform.json.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowTest {
  private static final List<Sample> THREE =
      List.of(
          new Sample(300, 200, 1000, 10, Optional.empty()),
          new Sample(100, 220, 3000, 30, Optional.empty()),
          new Sample(150, 90, 2000, 20, Optional.empty()));

  @Test
  void aRowHoldsTheMedianOfEachFigureAndTheRangeOfTheGaps() {
    Row row = row(THREE, Optional.empty());

    assertThat(row.gapMs()).isEqualTo(150);
    assertThat(row.frozenMs()).isEqualTo(200);
    assertThat(row.totalMs()).isEqualTo(2000);
    assertThat(row.bytesSent()).isEqualTo(20);
    assertThat(row.repeats()).isEqualTo(3);
    assertThat(row.spread()).isEqualTo(200);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertThat(Row.median(THREE.subList(0, 2), Sample::gapMillis)).isEqualTo(200);
  }

  @Test
  void theJsonHasTheAgreedKeysInTheirOrder() {
    assertThat(Json.write(row(THREE, Optional.empty())))
        .isEqualTo(
            "{\"mover\":\"m\",\"workload\":\"memory\",\"memoryMiB\":64,\"dirtyMiBs\":10,"
                + "\"linkMbit\":1000,\"gapMs\":150.0,\"frozenMs\":200.0,\"totalMs\":2000.0,"
                + "\"bytesSent\":20,\"repeats\":3,\"spread\":200.0}");
  }

  @Test
  void aFailureIsToldInTheJsonTheTableAndNotDrawn() {
    Row failed = row(List.of(), Optional.of("MEMORY IS WRONG"));

    assertThat(Json.write(failed)).contains("\"failure\":\"MEMORY IS WRONG\"");
    assertThat(MarkdownTable.of(List.of(failed), List.of()))
        .contains("**failed:** MEMORY IS WRONG");
    assertThat(SvgChart.of(List.of(failed))).doesNotContain(">m<");
  }

  @Test
  void theTableHasASectionForEachCellAndSaysWhatWasNotMeasured() {
    String text =
        MarkdownTable.of(
            List.of(row(THREE, Optional.empty())), List.of("podman: it is not installed"));

    assertThat(text)
        .contains("## 64 MiB, dirtying 10 MiB/s, 1 Gbit/s\n")
        .contains("| m | 150 | 200 | 200 | 2000 | 0.0 | 3 |\n")
        .contains("- podman: it is not installed\n");
  }

  @Test
  void theChartIsWellFormedWithABarForEachMover() throws Exception {
    String svg = SvgChart.of(List.of(row(THREE, Optional.empty())));

    var document =
        javax.xml.parsers.DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new java.io.ByteArrayInputStream(
                    svg.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(2);
    assertThat(svg).contains(">m</text>").contains(">150</text>");
  }

  private static Row row(List<Sample> samples, Optional<String> failure) {
    return Row.of("m", "memory", 64, 10, 1000, samples, failure);
  }
}
