package io.drayage.trust.tls;

import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.PeerIdentity;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates that no authority would issue. */
final class SelfSigned {
  private SelfSigned() {}

  /** A host's identity that its own key signed. */
  static Identity host(String name) throws Exception {
    KeyPair keys = keys();
    X509Certificate certificate =
        sign(name, keys, new X500Principal("CN=" + name), keys.getPrivate());
    return new Identity(keys.getPrivate(), List.of(certificate, certificate));
  }

  /** A host's identity that another host signed as if it were an authority. */
  static Identity hostSignedBy(Identity signer, String name) throws Exception {
    KeyPair keys = keys();
    X509Certificate certificate =
        sign(name, keys, signer.certificate().getSubjectX500Principal(), signer.key());
    return new Identity(
        keys.getPrivate(), List.of(certificate, signer.certificate(), signer.authority()));
  }

  private static KeyPair keys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X509Certificate sign(
      String name, KeyPair keys, X500Principal issuer, PrivateKey signer) throws Exception {
    Instant now = Instant.now();
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.ONE,
                    Date.from(now.minus(Duration.ofMinutes(5))),
                    Date.from(now.plus(Duration.ofDays(1))),
                    new X500Principal("CN=" + name),
                    keys.getPublic())
                .addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(
                        new GeneralName(
                            GeneralName.uniformResourceIdentifier,
                            new PeerIdentity.Host(name).uri())))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
  }
}
