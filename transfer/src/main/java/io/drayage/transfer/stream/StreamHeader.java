package io.drayage.transfer.stream;

import java.util.List;
import java.util.Objects;

/**
 * What a sender says first, once per connection. Features are to be negotiated by name, versions
 * are never compared; this version's receiver takes none and answers with none.
 *
 * @param migration the migration's id
 * @param epoch the claim under which the sender acts
 * @param container the container's name
 * @param features what the sender can do; this version knows none beyond the base
 */
public record StreamHeader(String migration, long epoch, String container, List<String> features) {
  public StreamHeader {
    // Read from the wire, where anything may be missing.
    Objects.requireNonNull(migration, "migration");
    Objects.requireNonNull(container, "container");
    features = List.copyOf(features);
  }
}
