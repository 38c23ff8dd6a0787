package io.drayage.model.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostEntryTest {
  @Test
  void isALineOfHosts() {
    assertThat(new HostEntry("10.0.0.1", List.of("my_db", "shop-my-db-1")))
        .hasToString("10.0.0.1 my_db shop-my-db-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\nb", "a#b", "-a", "a.", "a\tb"})
  void aNameThatWouldSayMoreThanANameIsRefused(String name) {
    assertThatThrownBy(() -> new HostEntry("10.0.0.1", List.of(name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not valid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "db", "10.0.0.1 x", "10.0.0.1\n"})
  void anAddressThatIsNoneIsRefused(String address) {
    assertThatThrownBy(() -> new HostEntry(address, List.of("db")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not valid");
  }

  @Test
  void anAddressNeedsAName() {
    assertThatThrownBy(() -> new HostEntry("10.0.0.1", List.of()))
        .hasMessageContaining("has no name");
  }
}
