package io.drayage.trust.policy;

import io.drayage.trust.attribute.AttributeCertificate;

/**
 * Which certificate is meant.
 *
 * @param serial its number, in hexadecimal digits
 * @param issuer the distinguished name of who issued it
 */
public record CertificateReference(String serial, String issuer) {
  /** The reference to a certificate. */
  public static CertificateReference to(AttributeCertificate certificate) {
    return new CertificateReference(
        certificate.serial().toString(16), certificate.issuer().getName());
  }

  /** In words. */
  public String inWords() {
    return "certificate %s of %s".formatted(serial, issuer);
  }
}
