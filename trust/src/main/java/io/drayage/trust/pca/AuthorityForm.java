package io.drayage.trust.pca;

import io.drayage.trust.TrustException;
import io.drayage.trust.revocation.RevocationList;
import io.drayage.trust.signing.Signing;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** The certificates and lists of an authority (RFC 5280, RFC 5755). */
final class AuthorityForm {
  private AuthorityForm() {}

  /** One entry of a revocation list. */
  record Entry(BigInteger serial, Instant at, RevocationReason reason) {}

  /** The authority's root, which certifies issuers only. */
  static X509Certificate root(String name, KeyPair keys, Instant from, Instant to) {
    X500Principal subject = new X500Principal("CN=" + name + ",O=Drayage PCA");
    return certificate(
        new JcaX509v3CertificateBuilder(
            subject, Signing.serial(), Date.from(from), Date.from(to), subject, keys.getPublic()),
        new BasicConstraints(0),
        KeyUsage.keyCertSign | KeyUsage.cRLSign,
        keys.getPublic(),
        keys);
  }

  /** An issuer of attribute certificates, which RFC 5755 4.5 forbids to be an authority of keys. */
  static X509Certificate issuer(
      String name,
      int number,
      PublicKey key,
      Instant from,
      Instant to,
      X509Certificate root,
      PrivateKey rootKey) {
    return certificate(
        new JcaX509v3CertificateBuilder(
            root,
            Signing.serial(),
            Date.from(from),
            Date.from(to),
            new X500Principal("CN=" + name + " attribute issuer " + number + ",O=Drayage PCA"),
            key),
        new BasicConstraints(false),
        KeyUsage.digitalSignature | KeyUsage.cRLSign,
        key,
        new KeyPair(root.getPublicKey(), rootKey));
  }

  /** A list of what the owner of the certificate has taken back. */
  static RevocationList list(
      X509Certificate signer,
      PrivateKey key,
      BigInteger number,
      Instant from,
      Instant next,
      boolean attributes,
      List<Entry> entries) {
    try {
      X509v2CRLBuilder builder = new JcaX509v2CRLBuilder(signer, Date.from(from));
      builder.setNextUpdate(Date.from(next));
      for (Entry entry : entries) {
        builder.addCRLEntry(entry.serial(), Date.from(entry.at()), entry.reason().code());
      }
      builder.addExtension(Extension.cRLNumber, false, new CRLNumber(number));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(signer.getPublicKey()));
      if (attributes) {
        builder.addExtension(
            Extension.issuingDistributionPoint,
            true,
            new IssuingDistributionPoint(null, false, false, null, false, true));
      }
      return RevocationList.parse(builder.build(Signing.by(key)).getEncoded());
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw cannotSign(e);
    }
  }

  private static X509Certificate certificate(
      X509v3CertificateBuilder builder,
      BasicConstraints constraints,
      int usage,
      PublicKey key,
      KeyPair signer) {
    try {
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, constraints);
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          identifiers.createAuthorityKeyIdentifier(signer.getPublic()));
      return Signing.sign(builder, signer.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw cannotSign(e);
    }
  }

  private static TrustException cannotSign(Exception cause) {
    return new TrustException(
        "Cannot sign: " + cause.getMessage() + "; check this JDK's providers", cause);
  }
}
