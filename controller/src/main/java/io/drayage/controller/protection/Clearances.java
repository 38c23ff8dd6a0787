package io.drayage.controller.protection;

import io.drayage.model.container.ContainerSpec;
import io.drayage.model.migration.Migration;

/** Gives migrations their clearance. */
@FunctionalInterface
public interface Clearances {
  /**
   * Decides about a migration, under the epoch that it has now.
   *
   * @throws io.drayage.trust.TrustException when it is refused
   */
  Clearance clear(Migration migration, ContainerSpec spec);
}
