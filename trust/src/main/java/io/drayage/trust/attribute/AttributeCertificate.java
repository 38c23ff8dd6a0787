package io.drayage.trust.attribute;

import io.drayage.trust.TrustException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AttCertIssuer;
import org.bouncycastle.asn1.x509.AttributeCertificateInfo;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.V2Form;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509AttributeCertificateHolder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/**
 * An attribute certificate (RFC 5755) that was read, and whose form is right. That says nothing
 * about whether it is genuine or valid: {@code io.drayage.trust.policy} decides that. Immutable.
 */
public final class AttributeCertificate {
  /** No larger one is read, in bytes. */
  public static final int MOST_BYTES = 64 * 1024;

  private static final Set<ASN1ObjectIdentifier> UNDERSTOOD =
      Set.of(Extension.authorityKeyIdentifier, Extension.targetInformation, Extension.noRevAvail);
  private static final Set<ASN1ObjectIdentifier> SIGNATURES =
      Set.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256,
          X9ObjectIdentifiers.ecdsa_with_SHA384,
          X9ObjectIdentifiers.ecdsa_with_SHA512,
          PKCSObjectIdentifiers.sha256WithRSAEncryption,
          PKCSObjectIdentifiers.sha384WithRSAEncryption,
          PKCSObjectIdentifiers.sha512WithRSAEncryption);

  private final byte[] der;
  private final X509AttributeCertificateHolder parsed;
  private final X500Principal issuer;
  private final BigInteger serial;
  private final Instant notBefore;
  private final Instant notAfter;
  private final Holder holder;
  private final Attributes attributes;
  private final Optional<Targets> targets;
  private final Optional<byte[]> issuerKey;

  private AttributeCertificate(byte[] der, X509AttributeCertificateHolder parsed)
      throws ParseException {
    this.der = der.clone();
    this.parsed = parsed;
    AttributeCertificateInfo info = parsed.toASN1Structure().getAcinfo();
    this.issuer = issuer(info.getIssuer());
    this.serial = info.getSerialNumber().getPositiveValue();
    this.notBefore = info.getAttrCertValidityPeriod().getNotBeforeTime().getDate().toInstant();
    this.notAfter = info.getAttrCertValidityPeriod().getNotAfterTime().getDate().toInstant();
    this.holder = HolderSyntax.decode(info.getHolder());
    this.attributes = AttributeSyntax.decode(Arrays.asList(parsed.getAttributes()));
    Optional<Extensions> extensions = Optional.ofNullable(info.getExtensions());
    this.targets =
        extensions.map(all -> all.getExtension(Extension.targetInformation)).map(Targets::decode);
    this.issuerKey =
        extensions
            .map(AuthorityKeyIdentifier::fromExtensions)
            .map(AuthorityKeyIdentifier::getKeyIdentifierOctets);
  }

  /**
   * Reads one certificate.
   *
   * @throws TrustException when it is too large, not DER, not of version 2, or of a form that is
   *     not understood, with the reason
   */
  public static AttributeCertificate parse(byte[] der) {
    if (der.length > MOST_BYTES) {
      throw refused("it has over " + MOST_BYTES + " bytes");
    }
    try {
      X509AttributeCertificateHolder parsed = new X509AttributeCertificateHolder(der);
      if (!Arrays.equals(parsed.toASN1Structure().getEncoded(ASN1Encoding.DER), der)) {
        throw refused("it is not in the distinguished encoding (DER)");
      }
      if (!parsed.toASN1Structure().getAcinfo().getVersion().hasValue(1)) {
        throw refused("it is not of version 2");
      }
      if (parsed.getSignature().length == 0) {
        throw refused("it is not signed");
      }
      return new AttributeCertificate(der, parsed);
    } catch (IOException
        | ParseException
        | IllegalArgumentException
        | IllegalStateException
        | ArithmeticException
        | ClassCastException e) {
      throw new TrustException(message("it is damaged or no attribute certificate"), e);
    }
  }

  /** Its encoding. */
  public byte[] der() {
    return der.clone();
  }

  /** The distinguished name of who issued it. */
  public X500Principal issuer() {
    return issuer;
  }

  /** Its number, unique for its issuer. */
  public BigInteger serial() {
    return serial;
  }

  /** The first instant at which it holds. */
  public Instant notBefore() {
    return notBefore;
  }

  /** The last instant at which it holds. */
  public Instant notAfter() {
    return notAfter;
  }

  /** For whom it speaks. */
  public Holder holder() {
    return holder;
  }

  /** What it attests. */
  public Attributes attributes() {
    return attributes;
  }

  /** For whose eyes alone it is; empty when for everybody's. */
  public Optional<Targets> targets() {
    return targets;
  }

  /** The identifier of the key that signed it, as it says itself. */
  public Optional<byte[]> issuerKey() {
    return issuerKey.map(byte[]::clone);
  }

  /** Whether its issuer says that nothing will ever tell of its revocation. */
  public boolean neverRevoked() {
    return parsed.getExtension(Extension.noRevAvail) != null;
  }

  /** A critical extension that is not understood (RFC 5280 4.2): the certificate is refused. */
  public Optional<String> unknownCriticalExtension() {
    return Optional.ofNullable(parsed.getExtensions()).stream()
        .flatMap(extensions -> Arrays.stream(extensions.getCriticalExtensionOIDs()))
        .filter(extension -> !UNDERSTOOD.contains(extension))
        .map(ASN1ObjectIdentifier::getId)
        .sorted()
        .findFirst();
  }

  /** Whether this key signed it, by an algorithm that is strong enough. */
  public boolean signedBy(PublicKey key) {
    if (!SIGNATURES.contains(parsed.toASN1Structure().getSignatureAlgorithm().getAlgorithm())) {
      return false;
    }
    try {
      return parsed.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key));
    } catch (CertException
        | OperatorCreationException
        | IllegalArgumentException
        | IllegalStateException e) {
      // A key of another kind, or a signature that is none.
      return false;
    }
  }

  private static X500Principal issuer(AttCertIssuer issuer) {
    if (!(issuer.getIssuer() instanceof V2Form form)
        || form.getBaseCertificateID() != null
        || form.getObjectDigestInfo() != null
        || form.getIssuerName() == null) {
      throw refused("it names its issuer otherwise than RFC 5755 allows");
    }
    return HolderSyntax.directoryName(form.getIssuerName());
  }

  private static TrustException refused(String why) {
    return new TrustException(message(why));
  }

  private static String message(String why) {
    return "Refused an attribute certificate: " + why + "; have it issued again";
  }
}
