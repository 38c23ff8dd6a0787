package io.drayage.controller.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.dns.move.Strategy;
import io.drayage.platform.config.ConfigException;
import io.drayage.platform.config.ConfigFile;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsConfigTest {
  private static final String WHOLE =
      """
      strategy: isolated
      loweredTtl: 2s
      zones:
        - domain: Apps.Source.example.
          primary: 192.0.2.53:5300
          servers: [192.0.2.54]
          key: /etc/drayage/tsig.key
          ttl: 5m
        - {domain: apps.destination.example, primary: ns.example, key: /etc/drayage/tsig.key}
      hosts:
        zurich:
          addresses: [203.0.113.2, "2001:db8::2"]
          domain: zurich.apps.destination.example
      """;

  @Test
  void everyKeyIsRead() {
    DnsConfig config = parse(WHOLE);

    assertThat(config.strategy()).isEqualTo(Strategy.ISOLATED);
    assertThat(config.loweredTtl()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.zones().getFirst().domain()).isEqualTo("apps.source.example");
    assertThat(config.zones().getFirst().ttl()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.hosts().values())
        .singleElement()
        .satisfies(host -> assertThat(host.addresses()).hasSize(2));
  }

  @Test
  void zonesAreEnough() {
    DnsConfig config =
        parse("zones: [{domain: apps.example.com, primary: 192.0.2.53, key: /run/tsig.key}]");

    assertThat(config.strategy()).isEqualTo(Strategy.ACCEPTED);
    assertThat(config.loweredTtl()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.zones().getFirst().ttl()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.hosts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "strategy: isolated | strategy: both | is not one of isolated, accepted",
        "loweredTtl: 2s | loweredTtl: 2h | loweredTtl is PT2H: write whole seconds, at most 3600 s",
        "loweredTtl: 2s | loweredTtl: 250ms | write whole seconds",
        "Apps.Source.example. | apps..example | domain name 'apps..example' is not valid",
        "192.0.2.53:5300 | 192.0.2.53:dns | write ADDRESS or ADDRESS:PORT",
        "ttl: 5m | ttl: 0s | ttl is less than 1 s",
        "203.0.113.2 | zurich.example | 'zurich.example' is not an IP address",
        "zurich.apps.destination.example | zurich.example | no zone of dns.zones holds",
        "domain: apps.destination.example | domain: apps.source.example | one domain twice"
      })
  void whatMakesNoSenseIsRefusedInOneLine(String good, String bad, String said) {
    assertThatThrownBy(() -> parse(WHOLE.replace(good, bad)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(said)
        .hasMessageNotContaining("\n");
  }

  @Test
  void noZoneIsRefused() {
    assertThatThrownBy(() -> parse("zones: []"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("dns.zones is empty");
  }

  private static DnsConfig parse(String text) {
    return ConfigFile.parse(text, "dns.yaml", DnsConfig.class);
  }
}
