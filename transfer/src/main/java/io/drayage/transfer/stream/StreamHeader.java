package io.drayage.transfer.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a sender says first, once per connection. Features are negotiated by name, versions are
 * never compared; the receiver answers with those that it has too.
 *
 * @param migration the migration's id
 * @param epoch the claim under which the sender acts
 * @param container the container's name
 * @param copy the number of the copy of the running container, chosen at random for each; {@link
 *     #FROZEN} when only pages of frozen tasks come
 * @param features what the sender can do; {@code received}: the receiver says how much it took in
 */
public record StreamHeader(
    String migration, long epoch, String container, long copy, List<String> features) {
  /** No copy: what comes is read from frozen tasks, and true whatever came before. */
  public static final long FROZEN = 0;

  public StreamHeader {
    // Read from the wire, where anything may be missing.
    Objects.requireNonNull(migration, "migration");
    Objects.requireNonNull(container, "container");
    features = List.copyOf(features);
  }

  /** For a copy that begins anew, while the container runs. */
  public static StreamHeader ofNextCopy(String migration, long epoch, String container) {
    long copy = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    return new StreamHeader(migration, epoch, container, copy, List.of());
  }

  /** For pages of a container that is frozen. */
  public static StreamHeader ofFrozen(String migration, long epoch, String container) {
    return new StreamHeader(migration, epoch, container, FROZEN, List.of());
  }

  /** The same with one feature more. */
  StreamHeader with(String feature) {
    var more = new ArrayList<>(features);
    more.add(feature);
    return new StreamHeader(migration, epoch, container, copy, more);
  }
}
