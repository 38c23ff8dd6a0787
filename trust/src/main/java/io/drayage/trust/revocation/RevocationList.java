package io.drayage.trust.revocation;

import io.drayage.trust.TrustException;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;

/**
 * A list of certificates that their issuer has taken back: a CRL (RFC 5280 section 5), also for
 * attribute certificates (RFC 5755 section 6). What was read says nothing about whether it is
 * genuine or fresh: {@link #genuine} and {@link #problem} do. Immutable.
 */
public final class RevocationList {
  /** No larger one is read, in bytes. */
  public static final int MOST_BYTES = 16 * 1024 * 1024;

  private static final int CRL_SIGN = 6;
  private static final Set<String> SIGNATURES =
      Set.of(
          "SHA256withECDSA",
          "SHA384withECDSA",
          "SHA512withECDSA",
          "SHA256withRSA",
          "SHA384withRSA",
          "SHA512withRSA");
  private static final Set<String> UNDERSTOOD =
      Set.of(
          Extension.issuingDistributionPoint.getId(),
          Extension.authorityKeyIdentifier.getId(),
          Extension.cRLNumber.getId());

  private final X509CRL crl;
  private final BigInteger number;
  private final Optional<IssuingDistributionPoint> scope;

  private RevocationList(X509CRL crl) {
    this.crl = crl;
    this.number =
        value(crl, Extension.cRLNumber)
            .map(octets -> ASN1Integer.getInstance(octets).getPositiveValue())
            .orElse(BigInteger.ZERO);
    this.scope =
        value(crl, Extension.issuingDistributionPoint).map(IssuingDistributionPoint::getInstance);
  }

  /** For which kind of certificates a list is asked. */
  public enum Kind {
    /** Certificates of keys. */
    PUBLIC_KEY,
    /** Attribute certificates. */
    ATTRIBUTE
  }

  /**
   * Reads a list from its DER encoding.
   *
   * @throws TrustException when it is too large or damaged
   */
  public static RevocationList parse(byte[] der) {
    if (der.length > MOST_BYTES) {
      throw new TrustException(
          "Refused a revocation list: it has over " + MOST_BYTES + " bytes; get it again");
    }
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      if (!(factory.generateCRL(new ByteArrayInputStream(der)) instanceof X509CRL crl)
          || crl.getEncoded().length != der.length) {
        throw new TrustException("Refused a revocation list: it is damaged; get it again");
      }
      // The JDK passes over a number of unused bits in the signature, and masks them out.
      byte[] _ = CertificateList.getInstance(der).getSignature().getOctets();
      return new RevocationList(crl);
    } catch (CertificateException
        | CRLException
        | IllegalArgumentException
        | IllegalStateException e) {
      throw new TrustException("Refused a revocation list: it is damaged; get it again", e);
    }
  }

  /** Who says so. */
  public X500Principal issuer() {
    return crl.getIssuerX500Principal();
  }

  /** Which of the issuer's lists it is: later ones have higher numbers; 0 when it has none. */
  public BigInteger number() {
    return number;
  }

  /** When it was made. */
  public Instant thisUpdate() {
    return crl.getThisUpdate().toInstant();
  }

  /** From when on a newer one is there; empty when it does not say. */
  public Optional<Instant> nextUpdate() {
    return Optional.ofNullable(crl.getNextUpdate()).map(Date::toInstant);
  }

  /** Its encoding. */
  public byte[] der() {
    try {
      return crl.getEncoded();
    } catch (CRLException e) {
      throw new TrustException("Cannot encode a revocation list: " + e.getMessage(), e);
    }
  }

  /** Whether it takes the certificate with this number back, for whatever reason. */
  public boolean revokes(BigInteger serial) {
    return crl.getRevokedCertificate(serial) != null;
  }

  /** Whether it is about certificates of this kind. */
  public boolean covers(Kind kind) {
    return scope
        .map(point ->
            switch (kind) {
              case ATTRIBUTE -> point.onlyContainsAttributeCerts();
              case PUBLIC_KEY -> !point.onlyContainsAttributeCerts();
            })
        .orElse(true);
  }

  /**
   * Why a genuine list cannot be relied upon, in words; empty when it can.
   *
   * @param oldest for how long after it was made it may be relied upon, whatever it says itself
   */
  public Optional<String> problem(Instant now, Duration oldest) {
    if (unknownCriticalExtension()) {
      return Optional.of("it has a critical part that is not understood");
    }
    if (now.isBefore(thisUpdate())) {
      return Optional.of("it comes from the future: it was made at " + thisUpdate());
    }
    Optional<Instant> next = nextUpdate();
    if (next.isEmpty()) {
      return Optional.of("it does not say when the next one is due");
    }
    Instant end = staleFrom(oldest);
    return now.isBefore(end)
        ? Optional.empty()
        : Optional.of(
            "it is stale: it was made at %s and held until %s".formatted(thisUpdate(), end));
  }

  /** From when on it is stale: at its next update, or before, when it is too old by then. */
  public Instant staleFrom(Duration oldest) {
    Instant end = thisUpdate().plus(oldest);
    return nextUpdate().filter(next -> next.isBefore(end)).orElse(end);
  }

  /** Whether it was signed by the owner of this certificate, who may sign lists. */
  public boolean genuine(X509Certificate signer) {
    if (!signer.getSubjectX500Principal().equals(issuer())) {
      return false;
    }
    boolean[] usage = signer.getKeyUsage();
    if ((usage != null && !usage[CRL_SIGN]) || !SIGNATURES.contains(crl.getSigAlgName())) {
      return false;
    }
    try {
      crl.verify(signer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private boolean unknownCriticalExtension() {
    Set<String> critical = crl.getCriticalExtensionOIDs();
    Set<String> unknown = new HashSet<>(critical == null ? Set.of() : critical);
    unknown.removeAll(UNDERSTOOD);
    return !unknown.isEmpty()
        || scope
            .map(point -> point.isIndirectCRL() || point.getOnlySomeReasons() != null)
            .orElse(false);
  }

  private static Optional<byte[]> value(X509CRL crl, ASN1ObjectIdentifier extension) {
    byte[] encoded = crl.getExtensionValue(extension.getId());
    return encoded == null
        ? Optional.empty()
        : Optional.of(ASN1OctetString.getInstance(encoded).getOctets());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RevocationList list && Arrays.equals(der(), list.der());
  }

  @Override
  public int hashCode() {
    return crl.hashCode();
  }
}
