package io.drayage.trust.audit;

import io.drayage.trust.identity.Identity;
import io.drayage.trust.statement.SignedStatement;
import io.drayage.trust.statement.StatementForm;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Objects;

/**
 * A controller's signed word for how far its log went and what it said: as the hashes form a chain,
 * it covers every entry up to its own.
 *
 * @param sequence the number of the last entry
 * @param hash of that entry
 * @param at when it was signed
 * @param previous SHA-256 of the head before it, as signed; 64 zeros in the first one
 */
public record SignedHead(long sequence, String hash, Instant at, String previous) {
  private static final StatementForm FORM =
      new StatementForm(
          "drayage-audit-head+json",
          8 * 1024,
          "a signed head of the audit log",
          "compare it with the one that was kept elsewhere");

  /** Checks that nothing is missing. */
  public SignedHead {
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(previous, "previous");
  }

  /** A compact JSON Web Signature (RFC 7515), in ASCII. */
  String sign(Identity controller) {
    return SignedStatement.sign(this, FORM, controller);
  }

  /**
   * Reads a head.
   *
   * @param authority of the controller
   * @throws io.drayage.trust.TrustException when no controller of this authority signed it, with a
   *     certificate that was valid then
   */
  public static SignedHead parse(String token, X509Certificate authority) {
    return SignedStatement.verify(token.strip(), FORM, SignedHead.class, authority, SignedHead::at)
        .statement();
  }
}
