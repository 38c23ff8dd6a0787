package io.drayage.trust.permit;

import io.drayage.trust.TrustException;
import io.drayage.trust.attribute.ContainerBinding;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.KeyFingerprint;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Signs permits for a controller, and holds a host to them. Thread-safe.
 *
 * <p>A host asks before it sends or accepts the first byte, with the keys of that very connection,
 * and again before the commit.
 */
public final class Permits {
  private final Supplier<X509Certificate> authority;
  private final Clock clock;

  /** Verifies permits by the certificate of the authority that enrolled this host. */
  public Permits(Supplier<X509Certificate> authority, Clock clock) {
    this.authority = authority;
    this.clock = clock;
  }

  /**
   * What a host is about to do.
   *
   * @param migration the id in the command or in the stream's header
   * @param epoch the epoch there
   * @param container that is to move
   * @param role this host's
   * @param own the key that this host shows on the connection
   * @param peer the key that the other one shows there; empty before there is a connection
   */
  public record Act(
      String migration,
      long epoch,
      ContainerBinding container,
      Role role,
      KeyFingerprint own,
      Optional<KeyFingerprint> peer) {}

  /** On which end of the connection a host is. */
  public enum Role {
    /** It sends. */
    SOURCE,
    /** It receives. */
    DESTINATION
  }

  /** Signs a permit: a compact JSON Web Signature (RFC 7515), in ASCII. */
  public static String sign(Permit permit, Identity controller) {
    return PermitToken.sign(permit, controller);
  }

  /**
   * Requires that a permit allows an act.
   *
   * @return the permit
   * @throws TrustException when it does not, with the first reason
   */
  public Permit require(String token, Act act) {
    Permit permit = requireBegun(token, act);
    if (!clock.instant().isBefore(permit.expiresAt())) {
      throw refused("it ended at " + permit.expiresAt(), "have the move decided again");
    }
    return permit;
  }

  /**
   * Requires that a permit allowed an act that had begun before it ended. After the commit the
   * destination owns the container, and pages that it still lacks are its own: to keep them back
   * would lose it.
   *
   * @throws TrustException as {@link #require}, but for the permit's end
   */
  public Permit requireBegun(String token, Act act) {
    Permit permit = PermitToken.verify(token, authority.get(), clock.instant()).permit();
    if (!permit.migration().equals(act.migration())) {
      throw refused(
          "it is for the migration " + permit.migration() + ", not " + act.migration(),
          "each move needs its own");
    }
    if (permit.epoch() != act.epoch()) {
      throw refused(
          "it is for epoch " + permit.epoch() + ", not " + act.epoch(), "each claim needs its own");
    }
    if (!permit.container().equals(act.container().container()) || !permit.isFor(act.container())) {
      throw refused("it is for another container or image", "each container needs its own");
    }
    boolean sending = act.role() == Role.SOURCE;
    Permit.Party self = sending ? permit.source() : permit.destination();
    Permit.Party other = sending ? permit.destination() : permit.source();
    // Both are compared whatever the first one gives.
    boolean own = self.key().matches(act.own());
    boolean peer = act.peer().map(other.key()::matches).orElse(true);
    if (!(own && peer)) {
      throw refused(
          "this connection is not between the keys of %s and %s that it names"
              .formatted(permit.source().host(), permit.destination().host()),
          "a renewed host key needs a new verdict");
    }
    return permit;
  }

  private static TrustException refused(String why, String cure) {
    return new TrustException("Refused a permit: " + why + "; " + cure);
  }
}
