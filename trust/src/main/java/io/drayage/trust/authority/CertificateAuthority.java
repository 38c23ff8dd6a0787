package io.drayage.trust.authority;

import io.drayage.trust.TrustException;
import io.drayage.trust.identity.CertificateFingerprint;
import io.drayage.trust.keystore.CertificatePem;
import io.drayage.trust.keystore.Pkcs12File;
import io.drayage.trust.signing.Signing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * An X.509 certificate authority whose EC P-256 key lies in an encrypted PKCS#12 file and which
 * issues the certificates of hosts and controllers.
 *
 * <p>Thread-safe. The key is in memory for as long as this object lives.
 */
public final class CertificateAuthority {
  private static final String FILE = "ca.p12";

  private final PrivateKey key;
  private final X509Certificate certificate;
  private final AuthorityPolicy policy;
  private final Clock clock;
  private final IssuanceLog log;

  private CertificateAuthority(
      Pkcs12File.Entry entry, AuthorityPolicy policy, Clock clock, IssuanceLog log) {
    this.key = entry.key();
    this.certificate = entry.chain().getFirst();
    this.policy = policy;
    this.clock = clock;
    this.log = log;
  }

  /** Says whether the directory holds an authority. */
  public static boolean exists(Path directory) {
    return Files.exists(directory.resolve(FILE));
  }

  /**
   * Creates an authority; its files appear at once and complete, or not at all.
   *
   * @param directory made with mode 0700 when missing
   * @param name the authority's common name: letters, digits, blanks, {@code . _ -}
   * @param password encrypts the key; wiped before this returns
   * @throws TrustException when the directory holds an authority already or cannot be written
   */
  public static CertificateAuthority create(
      Path directory,
      String name,
      char[] password,
      AuthorityPolicy policy,
      Clock clock,
      IssuanceLog log) {
    try {
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}")) {
        throw new TrustException(
            "Cannot create the authority: its name must be 1 to 63 letters, digits, ' ', '.', '_'"
                + " or '-'");
      }
      KeyPair keys = Signing.newKey();
      Instant now = clock.instant();
      X509Certificate certificate =
          CertificateForm.authority(
              name, keys, now.minus(policy.skew()), now.plus(policy.authorityValidity()));
      Pkcs12File.Entry entry = new Pkcs12File.Entry(keys.getPrivate(), List.of(certificate));
      Pkcs12File.create(directory.resolve(FILE), entry, password);
      return new CertificateAuthority(entry, policy, clock, log);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /**
   * Opens the authority that the directory holds.
   *
   * @param password wiped before this returns
   * @throws TrustException when there is none, it is damaged, or the password is not its own
   */
  public static CertificateAuthority open(
      Path directory, char[] password, AuthorityPolicy policy, Clock clock, IssuanceLog log) {
    try {
      return new CertificateAuthority(
          Pkcs12File.read(directory.resolve(FILE), password), policy, clock, log);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /**
   * Issues the certificate of a host or controller for the key of a PKCS#10 request. What else the
   * request asks for is ignored: the subject says everything.
   *
   * @param request the request's DER encoding
   * @return the certificate, then the authority's own
   * @throws TrustException when the request is damaged, not signed by its key, or its key is not EC
   *     P-256; nothing is issued then
   */
  public List<X509Certificate> issue(byte[] request, CertificateSubject subject) {
    SigningRequest verified = SigningRequest.verified(request);
    Instant now = clock.instant();
    Instant authorityEnd = certificate.getNotAfter().toInstant();
    if (!now.isBefore(authorityEnd)) {
      throw new TrustException(
          "Cannot issue a certificate: the authority's own has expired; create a new authority");
    }
    Instant end = now.plus(policy.validity());
    X509Certificate issued =
        CertificateForm.endEntity(
            subject,
            verified.key(),
            now.minus(policy.skew()),
            end.isBefore(authorityEnd) ? end : authorityEnd,
            certificate,
            key);
    log.issued(
        new IssuedCertificate(
            issued.getSerialNumber(),
            subject.identity(),
            issued.getNotBefore().toInstant(),
            issued.getNotAfter().toInstant(),
            CertificateFingerprint.of(issued)));
    return List.of(issued, certificate);
  }

  /** The authority's own certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** The authority's own certificate as PEM, for clients to trust. */
  public String certificatePem() {
    return CertificatePem.encode(certificate);
  }

  /** The fingerprint that enrolment tokens pin. */
  public CertificateFingerprint fingerprint() {
    return CertificateFingerprint.of(certificate);
  }
}
