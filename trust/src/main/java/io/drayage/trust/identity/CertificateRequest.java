package io.drayage.trust.identity;

import io.drayage.trust.TrustException;
import io.drayage.trust.signing.Signing;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * An EC P-256 key and the request (PKCS#10, RFC 2986) for its certificate. The private key never
 * leaves this object but in the {@link Identity} that {@link #complete} makes of it.
 */
public final class CertificateRequest {
  private final KeyPair keys;
  private final PeerIdentity subject;
  private final byte[] der;

  private CertificateRequest(KeyPair keys, PeerIdentity subject, byte[] der) {
    this.keys = keys;
    this.subject = subject;
    this.der = der;
  }

  /** Generates a key and signs a request for it with it. */
  public static CertificateRequest generate(PeerIdentity subject) {
    return of(Signing.newKey(), subject);
  }

  /**
   * Signs a request for another certificate of the same key, so that what others certified of that
   * key goes on counting.
   */
  public static CertificateRequest renewing(Identity identity) {
    return of(
        new KeyPair(identity.certificate().getPublicKey(), identity.key()), identity.subject());
  }

  private static CertificateRequest of(KeyPair keys, PeerIdentity subject) {
    try {
      byte[] der =
          new JcaPKCS10CertificationRequestBuilder(
                  new X500Principal("CN=" + subject.name()), keys.getPublic())
              .build(Signing.by(keys.getPrivate()))
              .getEncoded();
      return new CertificateRequest(keys, subject, der);
    } catch (OperatorCreationException | IOException e) {
      throw new TrustException("Cannot make a key: this JDK lacks EC P-256; use another JDK", e);
    }
  }

  /** The request's DER encoding, for the authority. */
  public byte[] der() {
    return der.clone();
  }

  /**
   * Joins the key with the certificates that the authority answered.
   *
   * @param chain leaf first, the authority's certificate last
   * @param authority the authority that must have issued it, known from the enrolment token or from
   *     the identity being renewed
   * @throws TrustException when the answer is for another key or name, or from another authority
   */
  public Identity complete(List<X509Certificate> chain, CertificateFingerprint authority) {
    Identity identity = new Identity(keys.getPrivate(), chain);
    if (!authority.matches(identity.authority())) {
      throw refused("another authority signed it");
    }
    if (!identity.certificate().getPublicKey().equals(keys.getPublic())) {
      throw refused("it is for another key");
    }
    if (!identity.subject().equals(subject)) {
      throw refused("it names " + identity.subject().uri() + ", not " + subject.uri());
    }
    try {
      identity.certificate().verify(identity.authority().getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new TrustException("Refused the issued certificate: its signature is wrong", e);
    }
    return identity;
  }

  private static TrustException refused(String why) {
    return new TrustException(
        "Refused the issued certificate: " + why + "; check that this is the right controller");
  }
}
