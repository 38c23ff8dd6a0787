package io.drayage.model.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DnsNameLabelTest {
  @Test
  void containerHasTheNameOfItsLabelInItsPlainForm() {
    assertThat(labelled("drayage.dns-name=Shop.Example.com.").dnsName())
        .hasValue("shop.example.com");
    assertThat(labelled("colour=blue").dnsName()).isEmpty();
  }

  @Test
  void nameThatIsNotADomainNameIsRefused() {
    assertThatThrownBy(() -> Labels.parse(List.of("drayage.dns-name=shop example")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("domain name 'shop example' is not valid");
    assertThatThrownBy(() -> Labels.parse(List.of("drayage.dns-name=")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ContainerSpec labelled(String label) {
    Map<String, String> labels = Labels.parse(List.of(label));
    return new ContainerSpec(
        "shop",
        "sha256:" + "a".repeat(64),
        List.of(),
        List.of("sh"),
        List.of(),
        "/",
        "",
        List.of(),
        0,
        "10.96.128.1",
        labels,
        Optional.empty());
  }
}
