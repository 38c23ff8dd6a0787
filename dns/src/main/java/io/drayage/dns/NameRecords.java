package io.drayage.dns;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything that leads from one name to hosts: its record sets, of which an alias is the only one.
 *
 * @param name a full domain name in lower case, without the dot at its end
 * @param sets by type, at most one of each; empty when nothing stands there
 */
public record NameRecords(String name, List<RecordSet> sets) {
  public NameRecords {
    sets = sets.stream().sorted(Comparator.comparing(RecordSet::type)).toList();
    if (sets.stream().map(RecordSet::type).distinct().count() != sets.size()) {
      throw new IllegalArgumentException("%s has two record sets of one type".formatted(name));
    }
    if (sets.size() > 1 && sets.stream().anyMatch(set -> set.type() == RecordType.CNAME)) {
      throw new IllegalArgumentException("%s is an alias and something else".formatted(name));
    }
  }

  /** A name at which nothing stands. */
  public static NameRecords none(String name) {
    return new NameRecords(name, List.of());
  }

  /** A name that is an alias of another. */
  public static NameRecords alias(String name, Duration ttl, String target) {
    return new NameRecords(
        name, List.of(new RecordSet(RecordType.CNAME, ttl.toSeconds(), List.of(target))));
  }

  /**
   * A name that leads to addresses of both families.
   *
   * @param addresses IPv4 and IPv6, as text
   */
  public static NameRecords addresses(String name, Duration ttl, List<String> addresses) {
    return new NameRecords(
        name,
        addresses.stream()
            .map(address -> address.toLowerCase(Locale.ROOT))
            .collect(
                Collectors.groupingBy(
                    address -> address.contains(":") ? RecordType.AAAA : RecordType.A))
            .entrySet()
            .stream()
            .map(of -> new RecordSet(of.getKey(), ttl.toSeconds(), of.getValue()))
            .toList());
  }

  /** The records of one type. */
  public Optional<RecordSet> of(RecordType type) {
    return sets.stream().filter(set -> set.type() == type).findFirst();
  }

  /** The longest TTL of them; zero when nothing stands there. */
  public Duration ttl() {
    return Duration.ofSeconds(sets.stream().mapToLong(RecordSet::ttlSeconds).max().orElse(0));
  }

  /** The same records with another TTL. */
  public NameRecords withTtl(Duration ttl) {
    return new NameRecords(name, sets.stream().map(set -> set.withTtl(ttl)).toList());
  }

  /** Whether both lead to the same places, whatever their TTLs. */
  public boolean leadsAs(NameRecords other) {
    return withTtl(Duration.ZERO).equals(other.withTtl(Duration.ZERO));
  }

  @Override
  public String toString() {
    return sets.isEmpty()
        ? "nothing"
        : sets.stream().map(RecordSet::toString).collect(Collectors.joining(", "));
  }
}
