package io.drayage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.model.container.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "redis-1", "a--b"})
  void labelsAreNames(String name) {
    assertThat(Names.require("container", name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a-", "A", "a.b", "a/b", "..", "a b", "a\n", "é", "a_b"})
  void everythingElseIsRefused(String name) {
    assertThatThrownBy(() -> Names.require("container", name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("container name '");
  }

  @Test
  void longestNameHas63Characters() {
    assertThat(Names.require("host", "a".repeat(63))).hasSize(63);
    assertThatThrownBy(() -> Names.require("host", "a".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void volumeIsParsed() {
    assertThat(Volume.parse("data:/var/lib/x:y")).isEqualTo(new Volume("data", "/var/lib/x:y"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data",
        ":/data",
        "data:",
        "data:relative",
        "data:/",
        "data://",
        "data:/.",
        "data:/a/../b",
        "data:/..",
        "../x:/data"
      })
  void volumeThatCannotBeMountedIsRefused(String text) {
    assertThatThrownBy(() -> Volume.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
