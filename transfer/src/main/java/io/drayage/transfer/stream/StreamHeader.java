package io.drayage.transfer.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a sender says first, once per connection. Features are negotiated by name, versions are
 * never compared; the receiver answers with those that it has too.
 *
 * @param migration the migration's id
 * @param epoch the claim under which the sender acts
 * @param container the container's name
 * @param features what the sender can do; {@code received}: the receiver says how much it took in
 */
public record StreamHeader(String migration, long epoch, String container, List<String> features) {
  public StreamHeader {
    // Read from the wire, where anything may be missing.
    Objects.requireNonNull(migration, "migration");
    Objects.requireNonNull(container, "container");
    features = List.copyOf(features);
  }

  /** The same with one feature more. */
  StreamHeader with(String feature) {
    var more = new ArrayList<>(features);
    more.add(feature);
    return new StreamHeader(migration, epoch, container, more);
  }
}
