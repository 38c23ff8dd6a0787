package io.drayage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNamesTest {
  @Test
  void nameIsGivenInLowerCaseWithoutItsLastDot() {
    assertThat(DomainNames.require("Shop.Apps.Example.com.")).isEqualTo("shop.apps.example.com");
    assertThat(DomainNames.require("*.apps.example")).isEqualTo("*.apps.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "shop",
        "a..b",
        "a b.example",
        "-a.example",
        "a.*.example",
        "a.b;",
        "ä.de"
      })
  void otherFormsAreRefused(String name) {
    assertThatThrownBy(() -> DomainNames.require(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not valid");
  }

  @Test
  void lengthIsLimited() {
    String longest = "a".repeat(63) + ".";

    assertThat(DomainNames.require(longest.repeat(3) + "a".repeat(61))).hasSize(253);
    assertThatThrownBy(() -> DomainNames.require(longest.repeat(3) + "a".repeat(62)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DomainNames.require("a".repeat(64) + ".example"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameIsWithinItsDomainOnly() {
    assertThat(DomainNames.isWithin("a.b.example", "b.example")).isTrue();
    assertThat(DomainNames.isWithin("b.example", "b.example")).isTrue();
    assertThat(DomainNames.isWithin("ab.example", "b.example")).isFalse();
  }
}
