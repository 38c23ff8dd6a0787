package io.drayage.dns.rfc2136;

import static io.drayage.dns.bind.NameServer.ZONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.dns.DnsException;
import io.drayage.dns.NameChangedException;
import io.drayage.dns.NameRecords;
import io.drayage.dns.bind.NameServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Rfc2136ZoneTest {
  private static final Duration TTL = Duration.ofMinutes(5);

  @TempDir private static Path directory;
  private static NameServer server;
  private static Rfc2136Zone zone;

  @BeforeAll
  static void start() {
    server = NameServer.primary(directory);
    zone = new Rfc2136Zone(ZONE, server.address(), List.of(), server.key());
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void recordsOfBothFamiliesAreMadeReplacedByAnAliasAndRemoved() {
    String name = "shop." + ZONE;
    NameRecords none = NameRecords.none(name);
    NameRecords both = NameRecords.addresses(name, TTL, List.of("192.0.2.1", "2001:DB8::1"));
    NameRecords alias = NameRecords.alias(name, Duration.ofSeconds(5), "shop.elsewhere.example");

    assertThat(zone.read(name)).isEqualTo(none);
    zone.change(none, both);
    assertThat(zone.read(name))
        .hasToString("A 192.0.2.1 (TTL 300 s), AAAA 2001:db8:0:0:0:0:0:1 (TTL 300 s)");
    zone.change(both, alias);
    assertThat(zone.read(name)).isEqualTo(alias);
    zone.change(alias, none);
    assertThat(zone.read(name)).isEqualTo(none);
  }

  @Test
  void ttlIsChangedAlone() {
    NameRecords usual = led("ttl", "192.0.2.1");
    zone.change(NameRecords.none(usual.name()), usual);

    zone.change(usual, usual.withTtl(Duration.ofSeconds(5)));

    assertThat(zone.read(usual.name())).isEqualTo(usual.withTtl(Duration.ofSeconds(5)));
  }

  @Test
  void somebodyElsesRecordIsNotOverwrittenAndTold() {
    NameRecords ours = led("taken", "192.0.2.1");
    NameRecords theirs = led("taken", "192.0.2.99");
    zone.change(NameRecords.none(ours.name()), theirs);

    assertThatThrownBy(() -> zone.change(NameRecords.none(ours.name()), ours))
        .isInstanceOf(NameChangedException.class)
        .hasMessageContaining("there stands A 192.0.2.99 (TTL 300 s) where nothing was expected")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> zone.change(ours, led("taken", "192.0.2.2")))
        .isInstanceOf(NameChangedException.class);
    assertThat(zone.read(ours.name())).isEqualTo(theirs);
  }

  @Test
  void anotherFamilyBesideTheExpectedRecordsIsANewerRecordToo() {
    NameRecords ours = led("family", "192.0.2.1");
    NameRecords more =
        NameRecords.addresses(ours.name(), TTL, List.of("192.0.2.1", "2001:db8:0:0:0:0:0:9"));
    zone.change(NameRecords.none(ours.name()), more);

    assertThatThrownBy(() -> zone.change(ours, led("family", "192.0.2.2")))
        .isInstanceOf(NameChangedException.class);
    assertThat(zone.read(ours.name())).isEqualTo(more);
  }

  @Test
  void aChangeThatIsThereAlreadyIsASuccess() {
    NameRecords from = led("twice", "192.0.2.1");
    NameRecords to = led("twice", "192.0.2.2");
    zone.change(NameRecords.none(from.name()), from);
    zone.change(from, to);

    zone.change(from, to);

    assertThat(zone.read(from.name())).isEqualTo(to);
  }

  @Test
  void nothingStandsAtANameForWhichAWildcardAnswers() {
    String name = "any.wild." + ZONE;

    assertThat(zone.read(name)).isEqualTo(NameRecords.none(name));
    assertThat(zone.ask(name).getFirst().records())
        .hasValue(NameRecords.addresses(name, Duration.ofSeconds(40), List.of("192.0.2.40")));

    zone.change(NameRecords.none(name), led("any.wild", "192.0.2.7"));
    assertThat(zone.read(name)).isEqualTo(led("any.wild", "192.0.2.7"));
    assertThat(zone.read("*.wild." + ZONE).sets()).hasSize(1);
  }

  @Test
  void rightsAreProvenWithoutAChange() {
    zone.requireChangeable("free." + ZONE);
    assertThat(zone.read("free." + ZONE).sets()).isEmpty();
    NameRecords present = led("present", "192.0.2.1");
    zone.change(NameRecords.none(present.name()), present);
    zone.requireChangeable(present.name());
    assertThat(zone.read(present.name())).isEqualTo(present);

    assertThatThrownBy(() -> zone.requireChangeable(NameServer.LOCKED))
        .isInstanceOf(DnsException.class)
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("let the TSIG key change it");
  }

  @Test
  void anAliasBesideOtherRecordsIsNotTakenForMade() {
    NameRecords alias = NameRecords.alias("note." + ZONE, TTL, "elsewhere.example");

    assertThatThrownBy(() -> zone.change(NameRecords.none(alias.name()), alias))
        .isInstanceOf(DnsException.class)
        .hasMessageContaining("did not make it");
  }

  @Test
  void aNameWithMoreRecordsThanAnyNeedsIsLeftAlone() {
    assertThatThrownBy(() -> zone.read("many." + ZONE))
        .isInstanceOf(DnsException.class)
        .hasMessageContaining("a record set has 1 to 64 values, not 65");
  }

  @Test
  void anotherKeyIsRefusedAndTheSecretNotTold(@TempDir Path elsewhere) {
    String secret = "YW5vdGhlciBzZWNyZXQgdGhhdCBub2JvZHkga25vd3M=";
    for (String keyName : List.of("mover", "stranger")) {
      Path key = NameServer.writeKey(elsewhere.resolve(keyName), keyName, secret);
      var stranger = new Rfc2136Zone(ZONE, server.address(), List.of(), key);

      assertThatThrownBy(() -> stranger.read("shop." + ZONE))
          .isInstanceOf(DnsException.class)
          .hasMessageContaining("does not take the TSIG key (NOTAUTH)")
          .hasMessageNotContaining(secret);
    }
  }

  @Test
  void aNameOfAnotherZoneIsRefused() {
    assertThatThrownBy(() -> zone.read("shop.example.org"))
        .isInstanceOf(DnsException.class)
        .hasMessage("shop.example.org is not in zone " + ZONE + ": choose a name below it");
  }

  @Test
  void everyServerIsAskedAndOneThatIsBehindIsTold(@TempDir Path elsewhere) {
    NameRecords records = led("asked", "192.0.2.1");
    zone.change(NameRecords.none(records.name()), records);
    try (NameServer secondary = NameServer.secondary(elsewhere, server)) {
      var both =
          new Rfc2136Zone(ZONE, server.address(), List.of(secondary.address()), server.key());
      Awaitility.await()
          .untilAsserted(() ->
              assertThat(both.ask(records.name()))
                  .hasSize(2)
                  .allMatch(answer -> answer.records().equals(java.util.Optional.of(records))));
      secondary.kill();

      assertThat(both.ask(records.name()).getLast().records()).isEmpty();
      assertThat(both.ask(records.name()).getLast().problem())
          .contains("did not answer")
          .doesNotContain("\n");
    }
  }

  private static NameRecords led(String label, String address) {
    return NameRecords.addresses(label + "." + ZONE, TTL, List.of(address));
  }
}
