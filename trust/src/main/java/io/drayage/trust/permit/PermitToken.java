package io.drayage.trust.permit;

import io.drayage.trust.TrustException;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.PeerIdentity;
import io.drayage.trust.statement.SignedStatement;
import io.drayage.trust.statement.StatementForm;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** Permits as text: statements that a controller signed. */
final class PermitToken {
  static final int MOST_CHARACTERS = 32 * 1024;

  private static final StatementForm FORM =
      new StatementForm(
          "drayage-permit+json",
          MOST_CHARACTERS,
          "a permit",
          "nothing moves without one of this controller");

  private PermitToken() {}

  /** A permit whose signature was verified, and the controller that signed it. */
  record Verified(Permit permit, PeerIdentity.Controller controller) {}

  static String sign(Permit permit, Identity controller) {
    return SignedStatement.sign(permit, FORM, controller);
  }

  /**
   * Reads a permit.
   *
   * @throws TrustException when no controller of this authority signed it
   */
  static Verified verify(String token, X509Certificate authority, Instant now) {
    var verified = SignedStatement.verify(token, FORM, Permit.class, authority, _ -> now);
    return new Verified(verified.statement(), verified.controller());
  }
}
