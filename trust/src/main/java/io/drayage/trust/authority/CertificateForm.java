package io.drayage.trust.authority;

import io.drayage.trust.TrustException;
import io.drayage.trust.signing.Signing;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** The fields and extensions of the certificates that an authority signs (RFC 5280). */
final class CertificateForm {
  private CertificateForm() {}

  /** An authority's own certificate, which may sign end entities only. */
  static X509Certificate authority(String name, KeyPair keys, Instant from, Instant to) {
    X500Principal subject = new X500Principal("CN=" + name + ",O=Drayage");
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              subject, Signing.serial(), Date.from(from), Date.from(to), subject, keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
      return Signing.sign(builder, keys.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw cannotSign(e);
    }
  }

  /** A host's or controller's certificate. */
  static X509Certificate endEntity(
      CertificateSubject subject,
      PublicKey key,
      Instant from,
      Instant to,
      X509Certificate authority,
      PrivateKey authorityKey) {
    try {
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              authority,
              Signing.serial(),
              Date.from(from),
              Date.from(to),
              new X500Principal("CN=" + subject.identity().name()),
              key);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
      builder.addExtension(Extension.subjectAlternativeName, false, names(subject));
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          identifiers.createAuthorityKeyIdentifier(authority.getPublicKey()));
      return Signing.sign(builder, authorityKey);
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw cannotSign(e);
    }
  }

  private static GeneralNames names(CertificateSubject subject) {
    List<GeneralName> names = new ArrayList<>();
    names.add(new GeneralName(GeneralName.uniformResourceIdentifier, subject.identity().uri()));
    names.add(new GeneralName(GeneralName.dNSName, subject.identity().name()));
    subject.dnsNames().forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
    subject
        .addresses()
        .forEach(
            address -> names.add(new GeneralName(GeneralName.iPAddress, address.getHostAddress())));
    return new GeneralNames(names.toArray(GeneralName[]::new));
  }

  private static TrustException cannotSign(Exception cause) {
    return new TrustException(
        "Cannot sign a certificate: " + cause.getMessage() + "; check this JDK's providers", cause);
  }
}
