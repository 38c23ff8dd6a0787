package io.drayage.dns.rfc2136;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @Test
  void portIs53UnlessOneIsGiven() {
    assertThat(ServerAddress.parse("192.0.2.1")).hasToString("192.0.2.1:53");
    assertThat(ServerAddress.parse("ns.example:5300")).hasToString("ns.example:5300");
    assertThat(ServerAddress.parse("2001:db8::1")).hasToString("[2001:db8::1]:53");
    assertThat(ServerAddress.parse("[2001:db8::1]:5300")).hasToString("[2001:db8::1]:5300");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":53", "192.0.2.1:", "192.0.2.1:dns", "192.0.2.1:0", "[::1]:70000"})
  void otherFormsAreRefused(String text) {
    assertThatThrownBy(() -> ServerAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write ADDRESS or ADDRESS:PORT");
  }
}
