package io.drayage.trust.identity;

import io.drayage.trust.TrustException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a public key's SubjectPublicKeyInfo (RFC 5280 4.1), as 64 hexadecimal digits in
 * lower case. It stays when a certificate is renewed for the same key.
 */
public record KeyFingerprint(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /**
   * Checks the form.
   *
   * @throws TrustException when it has another one
   */
  public KeyFingerprint {
    if (!FORM.matcher(hex).matches()) {
      throw new TrustException("Not a key's fingerprint: 64 hexadecimal digits expected");
    }
  }

  /** Computes the fingerprint of a certificate's key. */
  public static KeyFingerprint of(X509Certificate certificate) {
    return of(certificate.getPublicKey());
  }

  /** Computes a key's fingerprint. */
  public static KeyFingerprint of(PublicKey key) {
    try {
      return of(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * Takes a digest that was computed already.
   *
   * @throws TrustException when it does not have 32 bytes
   */
  public static KeyFingerprint of(byte[] sha256) {
    return new KeyFingerprint(HexFormat.of().formatHex(sha256));
  }

  /** The 32 bytes of the digest. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** Compares in a time that does not depend on where the two differ. */
  public boolean matches(KeyFingerprint other) {
    return MessageDigest.isEqual(
        hex.getBytes(StandardCharsets.US_ASCII), other.hex.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return hex;
  }
}
