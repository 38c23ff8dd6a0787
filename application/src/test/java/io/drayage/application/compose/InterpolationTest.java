package io.drayage.application.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {
  private final Interpolation interpolation =
      new Interpolation(new Nearby(Map.of("SET", "v", "EMPTY", "", "OTHER", "o"), Map.of()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain                    | plain",
        "$SET and ${SET}          | v and v",
        "a${SET}b                 | avb",
        "$$SET $${SET}            | $SET ${SET}",
        "[${GONE}]                | []",
        "${SET:-d}                | v",
        "${EMPTY:-d}              | d",
        "[${EMPTY-d}]             | []",
        "${GONE-d}                | d",
        "${GONE:-a${OTHER}c}      | aoc",
        "${GONE:-${EMPTY:-deep}}  | deep",
        "${SET:+yes}              | yes",
        "[${EMPTY:+yes}]          | []",
        "${EMPTY+yes}             | yes",
        "[${GONE+yes}]            | []",
        "${SET:?why}              | v",
      })
  void variablesAreReplacedAsComposeSays(String text, String expected) {
    assertThat(interpolation.apply(text)).isEqualTo(expected);
  }
}
