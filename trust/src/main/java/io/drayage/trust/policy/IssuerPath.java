package io.drayage.trust.policy;

import io.drayage.trust.revocation.RevocationList.Kind;
import io.drayage.trust.revocation.RevocationLists;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The way from an attribute certificate's issuer to the root of a trusted authority (RFC 5755
 * section 5, RFC 5280 section 6).
 *
 * @param trusted the authority
 * @param certificates the issuer's own certificate first, without the root
 */
record IssuerPath(TrustedIssuer trusted, List<X509Certificate> certificates) {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final Set<String> TLS_PURPOSES =
      Set.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "2.5.29.37.0");

  /** The path to the first authority to whose root the certificates lead. */
  static Optional<IssuerPath> find(
      List<TrustedIssuer> authorities, List<X509Certificate> certificates, Instant now) {
    return authorities.stream()
        .filter(authority -> leads(certificates, authority.root(), now))
        .findFirst()
        .map(authority -> new IssuerPath(authority, certificates));
  }

  /** The certificate of whoever signed the attribute certificate. */
  X509Certificate issuer() {
    return certificates.getFirst();
  }

  /** Why the owner of the issuer's certificate may not issue attribute certificates. */
  Optional<String> unfit() {
    if (certificates.size() - 1 > trusted.intermediates()) {
      return Optional.of(
          "%d authorities stand between its issuer and the root of '%s', and %d may"
              .formatted(certificates.size() - 1, trusted.name(), trusted.intermediates()));
    }
    if (issuer().getBasicConstraints() >= 0) {
      // RFC 5755 4.5: otherwise two kinds of certificates would share one row of numbers.
      return Optional.of("its issuer issues certificates of keys, too, which RFC 5755 forbids");
    }
    boolean[] usage = issuer().getKeyUsage();
    if (usage != null && !usage[DIGITAL_SIGNATURE]) {
      return Optional.of("its issuer's key is not for signatures");
    }
    return speaksTls()
        ? Optional.of("its issuer's key is a host's, not an authority's")
        : Optional.empty();
  }

  /** What the lists say of the path's own certificates: the first bad answer, or a good one. */
  RevocationLists.Answer revocation(RevocationLists lists, Instant now, Duration oldest) {
    Instant until = Instant.MAX;
    List<X509Certificate> all = new ArrayList<>(certificates);
    all.add(trusted.root());
    for (int i = 0; i + 1 < all.size(); i++) {
      var answer =
          lists.ask(all.get(i + 1), all.get(i).getSerialNumber(), Kind.PUBLIC_KEY, now, oldest);
      if (!(answer instanceof RevocationLists.Answer.Good good)) {
        return answer;
      }
      until = good.until().isBefore(until) ? good.until() : until;
    }
    return new RevocationLists.Answer.Good(until);
  }

  /** When the first certificate of the path ends. */
  Instant until() {
    Instant until = trusted.root().getNotAfter().toInstant();
    for (X509Certificate certificate : certificates) {
      Instant end = certificate.getNotAfter().toInstant();
      until = end.isBefore(until) ? end : until;
    }
    return until;
  }

  private boolean speaksTls() {
    try {
      List<String> purposes = issuer().getExtendedKeyUsage();
      return purposes != null && purposes.stream().anyMatch(TLS_PURPOSES::contains);
    } catch (CertificateParsingException e) {
      return true;
    }
  }

  private static boolean leads(
      List<X509Certificate> certificates, X509Certificate root, Instant now) {
    try {
      root.checkValidity(Date.from(now));
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
      parameters.setDate(Date.from(now));
      // RevocationLists decides, because it knows how old a list may be.
      parameters.setRevocationEnabled(false);
      var path = CertificateFactory.getInstance("X.509").generateCertPath(certificates);
      var _ = CertPathValidator.getInstance("PKIX").validate(path, parameters);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
