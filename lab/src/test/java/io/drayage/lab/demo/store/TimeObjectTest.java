package io.drayage.lab.demo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeObjectTest {

  private static final String WHOLE =
      """
      1 2026-11-22T18:38:50.298Z
      2 2026-11-22T18:38:51.301Z
      3 2026-11-22T18:38:53.802Z
      4 2026-11-22T18:38:54.803Z
      """;

  @Test
  void aWholeObjectIsContiguousAndMissesNothing() {
    TimeObject object = TimeObject.parse(WHOLE);

    assertThat(object.contiguous()).isTrue();
    assertThat(object.missing(4)).isZero();
    assertThat(object.lastCounter()).isEqualTo(4);
  }

  @Test
  void theLongestIntervalIsBetweenTwoSuccessiveLines() {
    assertThat(TimeObject.parse(WHOLE).longestInterval()).isEqualTo(Duration.ofMillis(2501));
  }

  @Test
  void aLineThatIsGoneIsMissing() {
    TimeObject object = TimeObject.parse(WHOLE.replaceFirst("2 2026.*\n", ""));

    assertThat(object.contiguous()).isFalse();
    assertThat(object.missing(4)).isEqualTo(1);
  }

  @Test
  void acknowledgedLinesBeyondTheEndAreMissing() {
    assertThat(TimeObject.parse(WHOLE).missing(6)).isEqualTo(2);
  }

  @Test
  void aServiceThatBeganAnewIsNotContiguous() {
    assertThat(TimeObject.parse(WHOLE + "1 2026-11-22T18:38:56.000Z\n").contiguous()).isFalse();
  }

  @Test
  void anEmptyObjectHasNoInterval() {
    assertThat(TimeObject.parse("").longestInterval()).isZero();
  }

  @Test
  void aForeignLineIsNamed() {
    assertThatThrownBy(() -> TimeObject.parse("1 2026-11-22T18:38:50.298Z\nhello"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hello");
  }
}
