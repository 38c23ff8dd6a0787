package io.drayage.trust.attribute;

import io.drayage.trust.TrustException;
import io.drayage.trust.signing.Signing;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.AttributeCertificateIssuer;
import org.bouncycastle.cert.X509v2AttributeCertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * What an attribute certificate is to say.
 *
 * @param serial unique for the issuer
 * @param targets who alone may rely on it; empty for everybody
 */
public record AttributeForm(
    Holder holder,
    Attributes attributes,
    BigInteger serial,
    Instant notBefore,
    Instant notAfter,
    Optional<Targets> targets) {
  /**
   * Signs it, with an identifier of the issuer's key and without {@code noRevAvail}: revocation is
   * told by the issuer's list.
   *
   * @throws TrustException when the key is not the certificate's kind
   */
  public AttributeCertificate sign(X509Certificate issuer, PrivateKey key) {
    try {
      X509v2AttributeCertificateBuilder builder =
          new X509v2AttributeCertificateBuilder(
              HolderSyntax.encode(holder),
              new AttributeCertificateIssuer(new JcaX509CertificateHolder(issuer).getSubject()),
              serial,
              Date.from(notBefore),
              Date.from(notAfter));
      var attribute = AttributeSyntax.encode(attributes);
      builder.addAttribute(attribute.getAttrType(), attribute.getAttributeValues());
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer.getPublicKey()));
      if (targets.isPresent()) {
        builder.addExtension(
            Extension.targetInformation, true, Targets.encode(targets.get().uris()));
      }
      return AttributeCertificate.parse(builder.build(Signing.by(key)).getEncoded());
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new TrustException(
          "Cannot sign an attribute certificate: "
              + e.getMessage()
              + "; check this JDK's providers",
          e);
    }
  }
}
