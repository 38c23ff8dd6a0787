package io.drayage.trust.keystore;

import io.drayage.trust.TrustException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Certificates as text (RFC 7468) and as DER. */
public final class CertificatePem {
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private CertificatePem() {}

  /** Writes the certificates one below the other, in the given order. */
  public static String encode(Collection<X509Certificate> certificates) {
    return certificates.stream().map(CertificatePem::encode).collect(Collectors.joining());
  }

  /** Writes one certificate. */
  public static String encode(X509Certificate certificate) {
    return "-----BEGIN CERTIFICATE-----\n"
        + LINES.encodeToString(der(certificate))
        + "\n-----END CERTIFICATE-----\n";
  }

  /** Gives the certificate's DER encoding. */
  public static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new TrustException("Cannot encode a certificate: " + e.getMessage(), e);
    }
  }

  /**
   * Reads all certificates in the text, at least one.
   *
   * @throws TrustException when it holds none or a damaged one
   */
  public static List<X509Certificate> decode(String pem) {
    List<X509Certificate> certificates = parse(pem.getBytes(StandardCharsets.US_ASCII));
    if (certificates.isEmpty()) {
      throw new TrustException("Cannot read certificates: the text holds none; give a PEM file");
    }
    return certificates;
  }

  /**
   * Reads one certificate from its DER encoding.
   *
   * @throws TrustException when it is damaged
   */
  public static X509Certificate fromDer(byte[] der) {
    List<X509Certificate> certificates = parse(der);
    if (certificates.size() != 1) {
      throw new TrustException(
          "Cannot read a certificate: found " + certificates.size() + " instead of one");
    }
    return certificates.getFirst();
  }

  private static List<X509Certificate> parse(byte[] encoded) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(encoded))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException e) {
      throw new TrustException(
          "Cannot read certificates: damaged or not PEM; give the file that Drayage wrote", e);
    }
  }
}
