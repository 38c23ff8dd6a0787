package io.drayage.trust.tls;

import io.drayage.trust.identity.PeerIdentity;

/** Which peers a connection accepts, among those whose certificate our authority issued. */
@FunctionalInterface
public interface PeerRule {
  /** Says whether this peer may be at the other end. */
  boolean accepts(PeerIdentity peer);

  /** Any host, as a controller's RPC server and the receiver of a page stream accept. */
  static PeerRule anyHost() {
    return PeerIdentity.Host.class::isInstance;
  }

  /** Any controller, as an agent accepts. */
  static PeerRule anyController() {
    return PeerIdentity.Controller.class::isInstance;
  }

  /** This one peer. */
  static PeerRule exactly(PeerIdentity expected) {
    return expected::equals;
  }
}
