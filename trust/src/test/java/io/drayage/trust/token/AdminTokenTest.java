package io.drayage.trust.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.trust.TrustException;
import org.junit.jupiter.api.Test;

class AdminTokenTest {
  @Test
  void isKnownByItsHashAlone() {
    AdminToken token = AdminToken.generate();
    AdminTokenHash kept = new AdminTokenHash(token.hash().hex());

    assertThat(kept.matches(token.text())).isTrue();
    assertThat(kept.matches(AdminToken.generate().text())).isFalse();
    assertThat(kept.matches(kept.hex())).isFalse();
    assertThat(kept.matches("")).isFalse();
    assertThat(kept.hex()).doesNotContain(token.text());
  }

  @Test
  void differsEachTimeAndIsNotPrinted() {
    AdminToken token = AdminToken.generate();

    assertThat(token.text()).matches("drayadm1\\.[A-Za-z0-9_-]{43}");
    assertThat(AdminToken.generate()).isNotEqualTo(token);
    assertThat(token.toString()).doesNotContain(token.text());
  }

  @Test
  void refusesOtherText() {
    assertThatThrownBy(() -> new AdminToken("drayadm1.short")).isInstanceOf(TrustException.class);
    assertThatThrownBy(() -> new AdminTokenHash("zz")).isInstanceOf(TrustException.class);
  }
}
