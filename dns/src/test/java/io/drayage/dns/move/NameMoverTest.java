package io.drayage.dns.move;

import static io.drayage.dns.bind.NameServer.OTHER_ZONE;
import static io.drayage.dns.bind.NameServer.ZONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.dns.DnsException;
import io.drayage.dns.NameChangedException;
import io.drayage.dns.NameRecords;
import io.drayage.dns.bind.NameServer;
import io.drayage.dns.rfc2136.Rfc2136Zone;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameMoverTest {
  private static final Duration TTL = Duration.ofMinutes(5);
  private static final Duration LOW = Duration.ofSeconds(5);
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir private static Path directory;
  private static NameServer server;
  private static Rfc2136Zone zone;
  private static Rfc2136Zone otherZone;

  @BeforeAll
  static void start() {
    server = NameServer.primary(directory);
    zone = new Rfc2136Zone(ZONE, server.address(), List.of(), server.key());
    otherZone = new Rfc2136Zone(OTHER_ZONE, server.address(), List.of(), server.key());
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void addressFollowsWithALowTtlThatIsRestoredAtTheEnd() {
    NameMove move = accepted("follows");

    NameMove prepared = mover(NOW).prepare(move);
    assertThat(stands(move)).isEqualTo(move.before().withTtl(LOW));
    assertThat(mover(NOW).verify(prepared)).as("the server still leads to the source").isEmpty();
    mover(NOW).switchOver(prepared);
    assertThat(stands(move)).isEqualTo(move.after().withTtl(LOW));
    NameMove switched = mover(NOW.plusSeconds(10)).verify(prepared).orElseThrow();
    mover(NOW).settle(switched);

    assertThat(stands(move)).isEqualTo(move.after());
    assertThat(switched.settlesAt()).as("the old TTL counts").isEqualTo(NOW.plus(TTL));
  }

  @Test
  void aLateSwitchOverIsSettledAfterTheLowTtl() {
    NameMove move = accepted("late");

    NameMove prepared = mover(NOW).prepare(move);
    mover(NOW).switchOver(prepared);
    NameMove switched = mover(NOW.plusSeconds(1000)).verify(prepared).orElseThrow();

    assertThat(switched.settlesAt()).isEqualTo(NOW.plusSeconds(1000).plus(LOW));
  }

  @Test
  void everyStepMayBeRepeatedFromWhatWasKeptBeforeIt() {
    NameMove move = accepted("again");

    NameMove _ = mover(NOW).prepare(move);
    NameMove _ = mover(NOW).prepare(move);
    mover(NOW).switchOver(move);
    mover(NOW).switchOver(move);
    mover(NOW).settle(move);
    mover(NOW).settle(move);
    assertThat(stands(move)).isEqualTo(move.after());
    mover(NOW).undo(move);
    mover(NOW).undo(move);

    assertThat(stands(move)).isEqualTo(move.before());
  }

  @Test
  void undoneFromAnyStepItIsAsBefore() {
    for (int steps = 0; steps < 3; steps++) {
      NameMove move = isolated("undone" + steps);
      if (steps > 0) {
        move = mover(NOW).prepare(move);
      }
      if (steps > 1) {
        mover(NOW).switchOver(move);
      }

      mover(NOW).undo(move);

      assertThat(stands(move)).isEqualTo(move.before());
      assertThat(otherZone.read(move.helper().orElseThrow().name()).sets()).isEmpty();
    }
  }

  @Test
  void anIsolatedDestinationGetsAHelperThatTheNextMoveRemoves() {
    NameMove there = isolated("helped");
    NameRecords helper = there.helper().orElseThrow();
    walk(there);

    assertThat(stands(there)).isEqualTo(NameRecords.alias(there.name(), TTL, helper.name()));
    assertThat(otherZone.read(helper.name())).isEqualTo(helper);

    NameMove back =
        move(
            /* before= */ there.after(),
            /* after= */ there.before(),
            /* helper= */ Optional.empty(),
            /* stale= */ there.helper());
    NameMove prepared = mover(NOW).prepare(back);
    mover(NOW).switchOver(prepared);
    assertThat(otherZone.read(helper.name())).as("caches still lead there").isEqualTo(helper);
    mover(NOW).settle(prepared);
    assertThat(stands(there)).isEqualTo(there.before());
    assertThat(otherZone.read(helper.name()).sets()).isEmpty();
  }

  @Test
  void somebodyElsesNewerRecordStaysAtEachStep() {
    NameMove move = accepted("theirs");
    NameRecords theirs = NameRecords.addresses(move.name(), TTL, List.of("192.0.2.99"));
    NameMove prepared = mover(NOW).prepare(move);
    zone.change(stands(move), theirs);

    for (org.assertj.core.api.ThrowableAssert.ThrowingCallable step :
        List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            () -> mover(NOW).prepare(move),
            () -> mover(NOW).switchOver(prepared),
            () -> mover(NOW).settle(prepared),
            () -> mover(NOW).undo(prepared))) {
      assertThatThrownBy(step)
          .isInstanceOf(NameChangedException.class)
          .hasMessageContaining("192.0.2.99");
    }
    assertThat(stands(move)).isEqualTo(theirs);
  }

  @Test
  void aServerThatIsBackIsTakenFromWhereItStood(@TempDir Path own) {
    try (NameServer mortal = NameServer.primary(own)) {
      var itsZone = new Rfc2136Zone(ZONE, mortal.address(), List.of(), mortal.key());
      var mover = new NameMover(_ -> itsZone, Clock.fixed(NOW, ZoneOffset.UTC));
      NameMove move = move("mortal", itsZone);
      NameMove prepared = mover.prepare(move);
      mortal.kill();
      assertThatThrownBy(() -> mover.switchOver(prepared))
          .isInstanceOf(DnsException.class)
          .hasMessageContaining("did not answer");

      mortal.restart();
      mover.switchOver(prepared);
      mover.settle(prepared);

      assertThat(itsZone.read(move.name())).isEqualTo(move.after());
    }
  }

  private static void walk(NameMove move) {
    NameMove prepared = mover(NOW).prepare(move);
    mover(NOW).switchOver(prepared);
    mover(NOW).settle(prepared);
  }

  private static NameMover mover(Instant now) {
    return new NameMover(
        name -> name.endsWith(OTHER_ZONE) ? otherZone : zone, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static NameRecords stands(NameMove move) {
    return zone.read(move.name());
  }

  private static NameMove accepted(String label) {
    return move(label, zone);
  }

  private static NameMove move(String label, Rfc2136Zone in) {
    NameRecords before =
        NameRecords.addresses(
            label + "." + ZONE, TTL, List.of("192.0.2.1", "2001:db8:0:0:0:0:0:1"));
    in.change(NameRecords.none(before.name()), before);
    NameRecords after = NameRecords.addresses(before.name(), TTL, List.of("192.0.2.2"));
    return move(before, after, Optional.empty(), Optional.empty());
  }

  private static NameMove isolated(String label) {
    NameRecords before = NameRecords.addresses(label + "." + ZONE, TTL, List.of("192.0.2.1"));
    zone.change(NameRecords.none(before.name()), before);
    NameRecords helper = NameRecords.addresses(label + "." + OTHER_ZONE, TTL, List.of("192.0.2.2"));
    return move(
        before,
        NameRecords.alias(before.name(), TTL, helper.name()),
        Optional.of(helper),
        Optional.empty());
  }

  private static NameMove move(
      NameRecords before,
      NameRecords after,
      Optional<NameRecords> helper,
      Optional<NameRecords> stale) {
    return new NameMove(
        before,
        after,
        LOW.toSeconds(),
        helper,
        stale.stream().toList(),
        Optional.empty(),
        Optional.empty());
  }
}
