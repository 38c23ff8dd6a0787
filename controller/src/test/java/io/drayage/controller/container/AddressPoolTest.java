package io.drayage.controller.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.controller.request.RequestException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPoolTest {
  @Test
  void givesTheLowestFreeAddressBelowThePrefix() {
    AddressPool pool = AddressPool.parse("10.96.128.77/17");

    assertThat(pool.next(Set.of())).isEqualTo("10.96.128.1");
    assertThat(pool.next(Set.of("10.96.128.1", "10.96.128.3"))).isEqualTo("10.96.128.2");
  }

  @Test
  void crossesOctets() {
    Set<String> taken = new HashSet<>();
    AddressPool pool = AddressPool.parse("192.168.0.0/16");
    for (int i = 0; i < 256; i++) {
      assertThat(taken.add(pool.next(taken))).isTrue();
    }

    assertThat(taken).contains("192.168.0.255", "192.168.1.0").doesNotContain("192.168.0.0");
  }

  @Test
  void neverGivesTheFirstOrLastAndRefusesWhenAllAreTaken() {
    AddressPool pool = AddressPool.parse("255.255.255.252/30");

    assertThat(pool.next(Set.of("255.255.255.253"))).isEqualTo("255.255.255.254");
    assertThatThrownBy(() -> pool.next(Set.of("255.255.255.253", "255.255.255.254")))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("every address of the containers' network is taken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0",
        "10.0.0.0/7",
        "10.0.0.0/31",
        "10.0.0/8",
        "10.0.0.0.0/8",
        "10.0.0.256/24",
        "10.0.0.-1/24",
        "a.b.c.d/8",
        "10.0.0.0/x",
        "10.0.0.0/24/1",
        "10.0.0.99999999999/24",
        "::/64"
      })
  void refusesWhatIsNoPrefixInOneLine(String text) {
    assertThatThrownBy(() -> AddressPool.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "containers.subnet '%s' is not valid: write an IPv4 prefix of /8 to /30"
                .formatted(text));
  }
}
