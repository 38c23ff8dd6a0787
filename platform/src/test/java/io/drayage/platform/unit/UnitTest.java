package io.drayage.platform.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0B",
    "4096, 4096, 4KiB",
    "512MiB, 536870912, 512MiB",
    "2 GiB, 2147483648, 2GiB",
    "1tib, 1099511627776, 1TiB",
    "10MB, 10000000, 10000000B"
  })
  void dataSizesAreReadAndWritten(String text, long bytes, String written) {
    assertThat(DataSize.parse(text)).isEqualTo(new DataSize(bytes)).hasToString(written);
    assertThat(DataSize.parse(written)).isEqualTo(new DataSize(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5GiB", "many", "5 apples", "999999999TiB"})
  void otherTextsAreNoDataSize(String text) {
    assertThatThrownBy(() -> DataSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1Gbit, 1000000000, 1Gbit",
    "2.5Gbit, 2500000000, 2500Mbit",
    "100 Mbit/s, 100000000, 100Mbit",
    "999bit, 999, 999bit"
  })
  void bandwidthsAreReadAndWritten(String text, long bits, String written) {
    assertThat(Bandwidth.parse(text)).isEqualTo(new Bandwidth(bits)).hasToString(written);
    assertThat(Bandwidth.parse(written)).isEqualTo(new Bandwidth(bits));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "100", "fast", "0Mbit", "-1Gbit", "1GB"})
  void otherTextsAreNoBandwidth(String text) {
    assertThatThrownBy(() -> Bandwidth.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
