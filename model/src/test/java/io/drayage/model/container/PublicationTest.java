package io.drayage.model.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationTest {
  @Test
  void httpIsByNameAndTcpByThePortThatIsNamedFirst() {
    assertThat(Publication.parseAll("http:8080,tcp:6379,tcp:5433:5432"))
        .containsExactly(
            new Publication(0, 8080), new Publication(6379, 6379), new Publication(5433, 5432));
    assertThat(Publication.parseAll("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8080",
        "http:0",
        "http:65536",
        "tcp:0:80",
        "tcp:1:2:3",
        "udp:53",
        "tcp:6379,",
        "tcp:6379:1,tcp:6379:2",
        "http:99999999999"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Publication.parseAll(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
