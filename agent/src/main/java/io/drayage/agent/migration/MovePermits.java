package io.drayage.agent.migration;

import io.drayage.model.container.ContainerSpec;
import io.drayage.trust.attribute.ContainerBinding;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.KeyFingerprint;
import io.drayage.trust.permit.Permits;
import io.drayage.trust.permit.Permits.Act;
import io.drayage.trust.permit.Permits.Role;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds this host to the permits of its controller: without one that names this very connection's
 * two keys, nothing is sent and nothing is taken in. Thread-safe. Each method throws {@link
 * io.drayage.trust.TrustException} to refuse.
 */
public final class MovePermits {
  private final Supplier<Identity> identity;
  private final Permits permits;

  /** Permits for the host that this identity is. */
  public MovePermits(Supplier<Identity> identity, Clock clock) {
    this.identity = identity;
    this.permits = new Permits(() -> identity.get().authority(), clock);
  }

  /** Requires that this host may send a container to that peer. */
  void requireSend(String permit, Claim claim, ContainerSpec spec, X509Certificate peer) {
    var _ = permits.require(permit, act(claim, spec, Role.SOURCE, Optional.of(peer)));
  }

  /** Requires that it might when the move began; what the destination owns by now is its own. */
  void requireSendOn(String permit, Claim claim, ContainerSpec spec, X509Certificate peer) {
    var _ = permits.requireBegun(permit, act(claim, spec, Role.SOURCE, Optional.of(peer)));
  }

  /** Requires that this host may get ready for a container. */
  void requirePrepare(String permit, Claim claim, ContainerSpec spec) {
    var _ = permits.require(permit, act(claim, spec, Role.DESTINATION, Optional.empty()));
  }

  /** Requires that this host may take a container in from that peer. */
  void requireReceive(String permit, Claim claim, ContainerSpec spec, X509Certificate peer) {
    var _ = permits.require(permit, act(claim, spec, Role.DESTINATION, Optional.of(peer)));
  }

  /** Requires that it might when the move began; what this host owns by now it must get whole. */
  void requireReceiveOn(String permit, Claim claim, ContainerSpec spec, X509Certificate peer) {
    var _ = permits.requireBegun(permit, act(claim, spec, Role.DESTINATION, Optional.of(peer)));
  }

  private Act act(Claim claim, ContainerSpec spec, Role role, Optional<X509Certificate> peer) {
    return new Act(
        claim.migration(),
        claim.epoch(),
        new ContainerBinding(spec.name(), spec.image()),
        role,
        KeyFingerprint.of(identity.get().certificate()),
        peer.map(KeyFingerprint::of));
  }
}
