package io.drayage.dns.move;

import io.drayage.dns.NameRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The move of one name: what stood there, what shall stand there, and when caches were told. Made
 * once, before the first change, and kept: every step can be taken again from it.
 *
 * @param before what led to the source, with its usual TTL
 * @param after what leads to the destination, with its usual TTL
 * @param during the TTL from the preparation until the end, in seconds
 * @param helper the name of the destination's own domain to which {@code after} is an alias; empty
 *     when it leads to addresses
 * @param stale what is of no use once the move has settled: helpers of where the container was
 * @param loweredAt when the TTL was lowered; empty before
 * @param servedAt when every authoritative server led to the destination; empty before
 */
public record NameMove(
    NameRecords before,
    NameRecords after,
    long during,
    Optional<NameRecords> helper,
    List<NameRecords> stale,
    Optional<Instant> loweredAt,
    Optional<Instant> servedAt) {
  public NameMove {
    stale = List.copyOf(stale);
  }

  /** The name. */
  public String name() {
    return before.name();
  }

  NameRecords beforeLowered() {
    return before.withTtl(lowered(before.ttl()));
  }

  NameRecords afterLowered() {
    return after.withTtl(lowered(after.ttl()));
  }

  /**
   * When no cache can hold the old records any more.
   *
   * @throws IllegalStateException before every server leads to the destination
   */
  public Instant settlesAt() {
    Instant served =
        servedAt.orElseThrow(() -> new IllegalStateException(name() + " is not served yet"));
    Duration low = lowered(before.ttl());
    Instant last = served.plus(low);
    // Whoever asked just before the TTL was lowered keeps the answer for the old one.
    Instant old = loweredAt.orElse(served).plus(before.ttl());
    return old.isAfter(last) ? old : last;
  }

  NameMove withLowered(Instant when) {
    return new NameMove(before, after, during, helper, stale, Optional.of(when), servedAt);
  }

  NameMove withServed(Instant when) {
    return new NameMove(before, after, during, helper, stale, loweredAt, Optional.of(when));
  }

  private Duration lowered(Duration usual) {
    Duration low = Duration.ofSeconds(during);
    return low.compareTo(usual) < 0 ? low : usual;
  }
}
