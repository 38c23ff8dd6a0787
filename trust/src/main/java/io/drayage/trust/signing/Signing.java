package io.drayage.trust.signing;

import io.drayage.trust.TrustException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys on EC P-256, and signatures by ECDSA with SHA-256 (FIPS 186-5). Any thread. */
public final class Signing {
  private static final int SERIAL_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Signing() {}

  /**
   * Generates a key.
   *
   * @throws TrustException when this JDK lacks the curve
   */
  public static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new TrustException("Cannot make a key: this JDK lacks EC P-256; use another JDK", e);
    }
  }

  /** A random serial number; RFC 5280 4.1.2.2 forbids zero. */
  public static BigInteger serial() {
    BigInteger serial = new BigInteger(SERIAL_BITS, RANDOM);
    return serial.signum() == 0 ? serial() : serial;
  }

  /** Signs whatever Bouncy Castle builds. */
  public static ContentSigner by(PrivateKey key) throws OperatorCreationException {
    return new JcaContentSignerBuilder("SHA256withECDSA").build(key);
  }

  /** Signs a certificate. */
  public static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, GeneralSecurityException {
    return new JcaX509CertificateConverter().getCertificate(builder.build(by(key)));
  }
}
