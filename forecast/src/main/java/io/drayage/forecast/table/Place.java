package io.drayage.forecast.table;

import io.drayage.model.host.Host;

/**
 * Where a host stands, as prices and grids see it.
 *
 * @param cloud the provider, e.g. {@code gcp}
 * @param region the provider's region
 * @param country ISO 3166-1 alpha-2
 */
public record Place(String cloud, String region, String country) {
  /** Where that host stands. */
  public static Place of(Host host) {
    return new Place(host.cloud(), host.region(), host.country());
  }

  /** Whether both are one region of one provider. */
  public boolean sameRegion(Place other) {
    return cloud.equals(other.cloud) && region.equals(other.region);
  }
}
