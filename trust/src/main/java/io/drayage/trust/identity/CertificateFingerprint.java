package io.drayage.trust.identity;

import io.drayage.trust.TrustException;
import io.drayage.trust.keystore.CertificatePem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.regex.Pattern;

/** The SHA-256 of a certificate's DER encoding, as 43 characters of unpadded base64url. */
public record CertificateFingerprint(String text) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** Checks the form. */
  public CertificateFingerprint {
    if (!FORM.matcher(text).matches()) {
      throw new TrustException(
          "Not a certificate fingerprint: 43 characters of base64url expected");
    }
  }

  /** Computes a certificate's fingerprint. */
  public static CertificateFingerprint of(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(CertificatePem.der(certificate));
      return new CertificateFingerprint(
          Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Says whether this is the certificate's fingerprint. */
  public boolean matches(X509Certificate certificate) {
    return equals(of(certificate));
  }

  @Override
  public String toString() {
    return text;
  }
}
