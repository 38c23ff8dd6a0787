package io.drayage.controller.name;

import static io.drayage.dns.bind.NameServer.OTHER_ZONE;
import static io.drayage.dns.bind.NameServer.ZONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drayage.controller.config.DnsConfig;
import io.drayage.controller.config.DnsConfig.HostNames;
import io.drayage.controller.config.DnsConfig.ZoneConfig;
import io.drayage.controller.request.RequestException;
import io.drayage.dns.NameChangedException;
import io.drayage.dns.NameRecords;
import io.drayage.dns.bind.NameServer;
import io.drayage.dns.move.Strategy;
import io.drayage.dns.rfc2136.Rfc2136Zone;
import io.drayage.journal.Journal;
import io.drayage.journal.NameRow;
import io.drayage.journal.NameRow.Phase;
import io.drayage.journal.OwnedContainer;
import io.drayage.journal.OwnedContainer.Wanted;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.container.Labels;
import io.drayage.model.host.Host;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names with a real journal and a real name server. */
class ZoneNamesTest {
  private static final String NAME = "shop." + ZONE;
  private static final String HELPER = "shop." + OTHER_ZONE;

  private @TempDir Path directory;
  private @TempDir Path bind;
  private final HandSetClock clock = new HandSetClock();
  private NameServer server;
  private Rfc2136Zone zone;
  private Rfc2136Zone otherZone;
  private Journal journal;
  private ZoneNames names;

  @BeforeEach
  void start() {
    server = NameServer.primary(bind);
    zone = new Rfc2136Zone(ZONE, server.address(), List.of(), server.key());
    otherZone = new Rfc2136Zone(OTHER_ZONE, server.address(), List.of(), server.key());
    journal = Journal.open(directory.resolve("journal.db"));
    journal.hosts().put(new Host("madrid", "aws", "eu", "ES", "192.0.2.1", 1L << 30));
    journal.hosts().put(new Host("zurich", "gcp", "eu", "CH", "192.0.2.2", 1L << 30));
    names = named(Strategy.ACCEPTED);
  }

  @AfterEach
  void end() {
    journal.close();
    server.close();
  }

  @Test
  void nameLeadsToTheFirstHostAndGoesWithItsContainer() {
    OwnedContainer shop = run("shop");

    assertThat(zone.read(NAME)).isEqualTo(led(60, "192.0.2.1"));
    names.requireMovable(shop.spec(), "zurich");
    names.remove("shop");
    assertThat(zone.read(NAME)).isEqualTo(NameRecords.none(NAME));
    assertThat(journal.names().find(NAME)).isEmpty();
  }

  @Test
  void nameFollowsAMoveAndItsTtlIsRestoredWhenCachesHaveForgotten() {
    OwnedContainer _ = run("shop");
    Migration move = move();

    names.prepare(move);
    assertThat(zone.read(NAME)).isEqualTo(led(5, "192.0.2.1"));
    names.follow(move);
    awaitPhase(Phase.SETTLING);
    assertThat(zone.read(NAME)).isEqualTo(led(5, "203.0.113.2"));
    clock.pass(Duration.ofSeconds(59));
    names.attend();
    assertThat(zone.read(NAME)).isEqualTo(led(5, "203.0.113.2"));
    clock.pass(Duration.ofSeconds(2));
    names.attend();

    assertThat(zone.read(NAME)).isEqualTo(led(60, "203.0.113.2"));
    assertThat(phase()).isEqualTo(Phase.STANDING);
  }

  @Test
  void abortedMoveLeavesTheRecordAsBefore() {
    OwnedContainer _ = run("shop");
    Migration move = move();
    names.prepare(move);

    names.undo(move);

    assertThat(zone.read(NAME)).isEqualTo(led(60, "192.0.2.1"));
    assertThat(phase()).isEqualTo(Phase.STANDING);
  }

  @Test
  void whatTheControllerDiedInIsTakenUpByTheNext() {
    OwnedContainer _ = run("shop");
    Migration move = move();
    names.prepare(move);
    // It died between the journal and the server.
    NameRow row = journal.names().find(NAME).orElseThrow();
    assertThat(journal.names().replace(row, row.in(Phase.SWITCHING))).isTrue();

    ZoneNames next = named(Strategy.ACCEPTED);
    next.attend();

    assertThat(zone.read(NAME)).isEqualTo(led(5, "203.0.113.2"));
    assertThat(phase()).isEqualTo(Phase.SETTLING);
  }

  @Test
  void moveThatEndedWithoutAWordIsUndone() {
    OwnedContainer _ = run("shop");
    Migration move = move();
    names.prepare(move);
    names.attend();
    assertThat(phase()).as("it is under way").isEqualTo(Phase.PREPARING);
    for (MigrationState state : List.of(MigrationState.ABORTING, MigrationState.ABORTED)) {
      MigrationState from = journal.migrations().find(move.id()).orElseThrow().state();
      journal.migrations().advance(move.id(), move.epoch(), from, state, clock.instant());
    }

    names.attend();

    assertThat(zone.read(NAME)).isEqualTo(led(60, "192.0.2.1"));
  }

  @Test
  void isolatedDestinationIsReachedThroughItsOwnDomain() {
    names = named(Strategy.ISOLATED);
    OwnedContainer _ = run("shop");
    Migration move = move();
    names.prepare(move);
    names.follow(move);
    awaitPhase(Phase.SETTLING);

    assertThat(zone.read(NAME)).isEqualTo(NameRecords.alias(NAME, Duration.ofSeconds(5), HELPER));
    assertThat(otherZone.read(HELPER))
        .isEqualTo(NameRecords.addresses(HELPER, Duration.ofMinutes(1), List.of("203.0.113.2")));
    names.remove("shop");
    assertThat(zone.read(NAME).sets()).isEmpty();
    assertThat(otherZone.read(HELPER).sets()).isEmpty();
  }

  @Test
  void somebodyElsesRecordRefusesTheContainerAndStays() {
    NameRecords theirs = led(300, "192.0.2.99");
    zone.change(NameRecords.none(NAME), theirs);

    assertThatThrownBy(() -> run("shop"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("there stands A 192.0.2.99 (TTL 300 s) where nothing was expected");

    assertThat(zone.read(NAME)).isEqualTo(theirs);
    assertThat(journal.names().find(NAME)).isEmpty();
  }

  @Test
  void somebodyElsesNewerRecordRefusesTheMoveAndStays() {
    OwnedContainer shop = run("shop");
    NameRecords theirs = led(60, "192.0.2.99");
    zone.change(led(60, "192.0.2.1"), theirs);

    assertThatThrownBy(() -> names.requireMovable(shop.spec(), "zurich"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("192.0.2.99");
    Migration move = move();
    assertThatThrownBy(() -> names.prepare(move)).isInstanceOf(NameChangedException.class);
    names.undo(move);
    assertThat(zone.read(NAME)).isEqualTo(theirs);
    assertThat(phase()).isEqualTo(Phase.STANDING);
    names.remove("shop");
    assertThat(zone.read(NAME)).isEqualTo(theirs);
    assertThat(journal.names().find(NAME)).isEmpty();
  }

  @Test
  void serverThatIsAwayHoldsNothingUpAndIsAskedAgain() {
    OwnedContainer _ = run("shop");
    Migration move = move();
    names.prepare(move);
    server.kill();
    names.follow(move);
    names.attend();
    assertThat(phase()).isEqualTo(Phase.SWITCHING);

    server.restart();
    names.attend();

    assertThat(zone.read(NAME)).isEqualTo(led(5, "203.0.113.2"));
  }

  @Test
  void nameLeadsToOneContainerOnly() {
    OwnedContainer _ = run("shop");

    assertThatThrownBy(() -> run("copy"))
        .isInstanceOf(RequestException.class)
        .hasMessage("%s leads to container shop: choose another name".formatted(NAME));
  }

  @Test
  void movingOnBeforeANameHasSettledKeepsItsUsualTtl() {
    OwnedContainer _ = run("shop");
    Migration there = move();
    names.prepare(there);
    names.follow(there);
    awaitPhase(Phase.SETTLING);
    Migration back = back(there);

    names.prepare(back);
    names.follow(back);
    awaitPhase(Phase.SETTLING);
    clock.pass(Duration.ofMinutes(2));
    names.attend();

    assertThat(zone.read(NAME)).isEqualTo(led(60, "192.0.2.1"));
  }

  @Test
  void serverThatNeverFollowsKeepsNoContainerFromMovingOn() {
    names = new ZoneNames(config(Strategy.ACCEPTED, List.of("127.0.0.1:1")), journal, clock);
    OwnedContainer _ = run("shop");
    Migration there = move();
    names.prepare(there);
    names.follow(there);
    awaitPhase(Phase.VERIFYING);
    clock.pass(Duration.ofHours(1));
    names.attend();
    assertThat(zone.read(NAME)).as("a cache may ask that server").isEqualTo(led(5, "203.0.113.2"));

    names.prepare(back(there));
    names.follow(back(there));

    awaitPhase(Phase.VERIFYING);
    assertThat(zone.read(NAME)).isEqualTo(led(5, "192.0.2.1"));
  }

  private OwnedContainer run(String container) {
    var spec =
        new ContainerSpec(
            container,
            "sha256:" + "a".repeat(64),
            List.of(),
            List.of("sh"),
            List.of(),
            "/",
            "",
            List.of(),
            0,
            "10.96.128." + (journal.containers().all().size() + 1),
            Map.of(Labels.DNS_NAME, NAME),
            Optional.empty());
    var owned = new OwnedContainer(spec, "image", "madrid", 1, Wanted.RUNNING, clock.instant());
    assertThat(journal.containers().add(owned)).isTrue();
    names.create(owned);
    return owned;
  }

  private Migration move() {
    return journal
        .migrations()
        .request("m1", "shop", "madrid", "zurich", Mode.COLD, clock)
        .orElseThrow();
  }

  private Migration back(Migration there) {
    return new Migration(
        "m2",
        "shop",
        "zurich",
        "madrid",
        Mode.COLD,
        MigrationState.ADMITTED,
        3,
        clock.instant(),
        List.of(),
        there.figures(),
        "");
  }

  private Phase phase() {
    return journal.names().find(NAME).orElseThrow().phase();
  }

  private void awaitPhase(Phase phase) {
    await().until(() -> phase() == phase);
  }

  private ZoneNames named(Strategy strategy) {
    return new ZoneNames(config(strategy, List.of()), journal, clock);
  }

  private DnsConfig config(Strategy strategy, List<String> others) {
    return new DnsConfig(
        strategy,
        Duration.ofSeconds(5),
        List.of(zoneConfig(ZONE, others), zoneConfig(OTHER_ZONE, others)),
        Map.of("zurich", new HostNames(List.of("203.0.113.2"), Optional.of(OTHER_ZONE))));
  }

  private ZoneConfig zoneConfig(String domain, List<String> others) {
    return new ZoneConfig(
        domain, server.address().toString(), others, server.key(), Duration.ofMinutes(1));
  }

  private static NameRecords led(int ttl, String address) {
    return NameRecords.addresses(NAME, Duration.ofSeconds(ttl), List.of(address));
  }

  /** A clock that stands until the test lets time pass. */
  private static final class HandSetClock extends Clock {
    private volatile Instant now = Instant.parse("2026-11-23T12:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
