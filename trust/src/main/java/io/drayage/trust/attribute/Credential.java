package io.drayage.trust.attribute;

import io.drayage.trust.TrustException;
import io.drayage.trust.keystore.CertificatePem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * An attribute certificate with the certificates that lead from its issuer towards a root, in one
 * PEM file (RFC 7468).
 *
 * @param issuers the issuer's own certificate first; without the root
 */
public record Credential(AttributeCertificate certificate, List<X509Certificate> issuers) {
  /** No larger text is read, in characters. */
  public static final int MOST_CHARACTERS = 256 * 1024;

  private static final int MOST_ISSUERS = 4;
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /** Keeps a copy of the issuers. */
  public Credential {
    issuers = List.copyOf(issuers);
  }

  /** The PEM text: the attribute certificate, then its issuers. */
  public String pem() {
    return "-----BEGIN ATTRIBUTE CERTIFICATE-----\n"
        + LINES.encodeToString(certificate.der())
        + "\n-----END ATTRIBUTE CERTIFICATE-----\n"
        + CertificatePem.encode(issuers);
  }

  /**
   * Reads the PEM text.
   *
   * @throws TrustException when it is too long or does not hold one attribute certificate and one
   *     to four issuers
   */
  public static Credential parse(String pem) {
    if (pem.length() > MOST_CHARACTERS) {
      throw refused("the file is too long");
    }
    List<AttributeCertificate> certificates = new ArrayList<>();
    List<X509Certificate> issuers = new ArrayList<>();
    try (PemReader reader = new PemReader(new StringReader(pem))) {
      for (PemObject one = reader.readPemObject(); one != null; one = reader.readPemObject()) {
        switch (one.getType()) {
          case "ATTRIBUTE CERTIFICATE" ->
              certificates.add(AttributeCertificate.parse(one.getContent()));
          case "CERTIFICATE" -> issuers.add(CertificatePem.fromDer(one.getContent()));
          default -> throw refused("the file holds something else, too");
        }
      }
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new TrustException(
          "Refused an attribute certificate: the file is damaged; have it issued again", e);
    }
    if (certificates.size() != 1 || issuers.isEmpty() || issuers.size() > MOST_ISSUERS) {
      throw refused("the file has not one attribute certificate and one to four issuers");
    }
    return new Credential(certificates.getFirst(), issuers);
  }

  private static TrustException refused(String why) {
    return new TrustException(
        "Refused an attribute certificate: " + why + "; give the file that the authority wrote");
  }
}
