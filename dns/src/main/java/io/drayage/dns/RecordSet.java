package io.drayage.dns;

import java.time.Duration;
import java.util.List;

/**
 * The records of one type at one name.
 *
 * @param type their type
 * @param ttlSeconds how long caches may keep them, 0 to 2^31 - 1 (RFC 2181)
 * @param values addresses as text, or one name without the dot at its end; sorted, never empty
 */
public record RecordSet(RecordType type, long ttlSeconds, List<String> values) {
  private static final int MOST_VALUES = 64;

  public RecordSet {
    values = values.stream().distinct().sorted().toList();
    if (ttlSeconds < 0 || ttlSeconds > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a TTL is 0 to 2147483647 s, not " + ttlSeconds);
    }
    if (values.isEmpty() || values.size() > MOST_VALUES) {
      throw new IllegalArgumentException(
          "a record set has 1 to %d values, not %d".formatted(MOST_VALUES, values.size()));
    }
    if (type == RecordType.CNAME && values.size() != 1) {
      throw new IllegalArgumentException("a name is an alias of one other name only");
    }
  }

  /** The same records with another TTL. */
  public RecordSet withTtl(Duration ttl) {
    return new RecordSet(type, ttl.toSeconds(), values);
  }

  @Override
  public String toString() {
    return "%s %s (TTL %d s)".formatted(type, String.join(", ", values), ttlSeconds);
  }
}
