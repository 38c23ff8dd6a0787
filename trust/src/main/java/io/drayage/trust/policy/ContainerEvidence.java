package io.drayage.trust.policy;

import io.drayage.trust.attribute.ContainerBinding;
import io.drayage.trust.attribute.Credential;
import java.util.Optional;

/**
 * What is known of a container that is to move.
 *
 * @param name of the container
 * @param binding what its certificate must be bound to
 * @param regulated whether it was started with a Regulation: without one it does not move then, so
 *     that nobody gets round a Regulation by withholding it
 * @param regulation its attribute certificate; empty when none is at hand
 */
public record ContainerEvidence(
    String name,
    ContainerBinding.Digest binding,
    boolean regulated,
    Optional<Credential> regulation) {
  /** A container that was started with a Regulation. */
  public static ContainerEvidence regulated(ContainerBinding binding, Credential regulation) {
    return new ContainerEvidence(
        binding.container(), binding.digest(), true, Optional.of(regulation));
  }

  /** A container that was started without one. */
  public static ContainerEvidence unregulated(ContainerBinding binding) {
    return new ContainerEvidence(binding.container(), binding.digest(), false, Optional.empty());
  }

  String subject() {
    return "container " + name;
  }
}
