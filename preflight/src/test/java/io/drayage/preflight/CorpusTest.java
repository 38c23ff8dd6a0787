package io.drayage.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.platform.json.Json;
import io.drayage.preflight.check.Finding;
import io.drayage.preflight.check.Level;
import io.drayage.preflight.check.Situation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Scores the preflight on recorded situations: one move that works, and what differs in each case
 * (corpus.json, a JSON merge patch as of RFC 7396 with a word on where it comes from).
 */
class CorpusTest {
  private static final double REFUSED_AT_LEAST = 0.99;
  private static final double FALSELY_REFUSED_AT_MOST = 0.01;

  /** A case of the corpus, as it stands in the file. */
  private record Case(String name, boolean compatible, String check, String from, JsonNode patch) {}

  @Test
  void incompatibleMovesAreRefusedAndCompatibleOnesAreNot() throws IOException {
    List<Case> cases = cases();
    var wrong = new ArrayList<String>();
    int refused = 0;
    int falselyRefused = 0;
    for (Case one : cases) {
      Report report = Preflight.check(situation(one));
      boolean no = report.worst() == Level.REFUSAL;
      refused += no && !one.compatible() ? 1 : 0;
      falselyRefused += no && one.compatible() ? 1 : 0;
      if (no == one.compatible()) {
        wrong.add(one.name() + ": " + report.of(Level.REFUSAL));
      }
    }
    long good = cases.stream().filter(Case::compatible).count();
    long bad = cases.size() - good;
    System.out.printf(
        "preflight corpus: %d of %d incompatible refused (%.1f %%), %d of %d compatible refused (%.1f %%)%n",
        refused, bad, 100.0 * refused / bad, falselyRefused, good, 100.0 * falselyRefused / good);
    assertThat(bad).isGreaterThanOrEqualTo(40);
    assertThat(good).isGreaterThanOrEqualTo(20);
    assertThat((double) refused / bad).as("%s", wrong).isGreaterThanOrEqualTo(REFUSED_AT_LEAST);
    assertThat((double) falselyRefused / good)
        .as("%s", wrong)
        .isLessThanOrEqualTo(FALSELY_REFUSED_AT_MOST);
  }

  @Test
  void aRefusalComesFromTheCheckThatShouldSeeItAndNamesACure() throws IOException {
    for (Case one : cases()) {
      if (one.compatible()) {
        continue;
      }
      assertThat(Preflight.check(situation(one)).of(Level.REFUSAL))
          .as(one.name())
          .allSatisfy(finding -> assertThat(finding.cure()).isNotBlank())
          .extracting(Finding::check)
          .contains(one.check());
    }
  }

  @Test
  void whatShouldBeKnownIsAWarningOfTheCheckThatSeesIt() throws IOException {
    for (Case one : cases()) {
      if (one.compatible() && !one.check().isEmpty()) {
        assertThat(Preflight.check(situation(one)).of(Level.WARNING))
            .as(one.name())
            .extracting(Finding::check)
            .contains(one.check());
      }
    }
  }

  private static List<Case> cases() throws IOException {
    return List.of(Json.read(resource("corpus.json"), Case[].class));
  }

  private static Situation situation(Case one) throws IOException {
    JsonNode base = Json.mapper().readTree(resource("base.json"));
    merge((ObjectNode) base, one.patch());
    return Json.mapper().treeToValue(base, Situation.class);
  }

  private static void merge(ObjectNode target, JsonNode patch) {
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      JsonNode value = field.getValue();
      if (value.isNull()) {
        target.remove(field.getKey());
      } else if (value.isObject() && target.get(field.getKey()) instanceof ObjectNode inner) {
        merge(inner, value);
      } else {
        target.set(field.getKey(), value);
      }
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(CorpusTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
