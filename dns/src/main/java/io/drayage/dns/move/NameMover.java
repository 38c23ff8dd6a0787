package io.drayage.dns.move;

import io.drayage.dns.NameChangedException;
import io.drayage.dns.NameRecords;
import io.drayage.dns.ServerAnswer;
import io.drayage.dns.Zone;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes the steps of {@link NameMove}s. Each does no harm when it is repeated, also by another
 * process after this one's death; none overwrites what somebody else has put there. No step waits
 * for caches: the caller settles a move when {@link NameMove#settlesAt} has come. Thread-safe.
 */
public final class NameMover {
  private final Function<String, Zone> zones;
  private final Clock clock;

  /**
   * A mover.
   *
   * @param zones the zone of a name; throws {@link io.drayage.dns.DnsException} when there is none
   */
  public NameMover(Function<String, Zone> zones, Clock clock) {
    this.zones = zones;
    this.clock = clock;
  }

  /** Makes the destination's helper and lowers the name's TTL; clients notice neither. */
  public NameMove prepare(NameMove move) {
    move.helper()
        .ifPresent(helper -> replace(List.of(NameRecords.none(helper.name()), helper), helper));
    replace(List.of(move.before(), move.beforeLowered()), move.beforeLowered());
    return move.withLowered(clock.instant());
  }

  /** Leads the name to the destination, with the lowered TTL. */
  public void switchOver(NameMove move) {
    NameRecords led = move.afterLowered();
    replace(List.of(move.beforeLowered(), move.before(), led, move.after()), led);
  }

  /**
   * Asks every authoritative server whether it leads to the destination; empty while one does not.
   */
  public Optional<NameMove> verify(NameMove move) {
    return behind(move).isEmpty()
        ? Optional.of(move.withServed(clock.instant()))
        : Optional.empty();
  }

  /** The authoritative servers that do not lead to the destination yet, with what they answer. */
  public List<ServerAnswer> behind(NameMove move) {
    return zones.apply(move.name()).ask(move.name()).stream()
        .filter(answer -> answer.records().filter(found -> found.leadsAs(move.after())).isEmpty())
        .toList();
  }

  /** Gives the name its usual TTL back, and takes away the helpers of where the container was. */
  public void settle(NameMove move) {
    replace(List.of(move.afterLowered(), move.after()), move.after());
    move.stale().forEach(this::remove);
  }

  /** Takes the steps back in their order: the name as it was before, then no helper. */
  public void undo(NameMove move) {
    replace(
        List.of(move.afterLowered(), move.after(), move.beforeLowered(), move.before()),
        move.before());
    move.helper().ifPresent(this::remove);
  }

  /** Leads a new name to its first place. */
  public void create(NameRecords records) {
    replace(List.of(NameRecords.none(records.name())), records);
  }

  /** Removes records; what is not there, or is somebody else's by now, stays as it is. */
  public void remove(NameRecords records) {
    NameRecords none = NameRecords.none(records.name());
    try {
      replace(List.of(records, none), none);
    } catch (NameChangedException e) {
      // Whoever changed it wants it.
      return;
    }
  }

  /** Puts records in the place of any of those that may stand there. */
  private void replace(List<NameRecords> expected, NameRecords wanted) {
    Zone zone = zones.apply(wanted.name());
    NameRecords found = zone.read(wanted.name());
    if (found.equals(wanted)) {
      return;
    }
    if (expected.stream().noneMatch(found::leadsAs)) {
      throw new NameChangedException(expected.getFirst(), found);
    }
    zone.change(found, wanted);
  }
}
