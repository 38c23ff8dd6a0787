package io.drayage.trust.tls;

import io.drayage.trust.TrustException;
import io.drayage.trust.identity.PeerIdentity;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Who is at the other end of an established, mutually authenticated TLS session. */
public final class Peers {
  private Peers() {}

  /**
   * Gives the peer's identity.
   *
   * @throws SSLPeerUnverifiedException when it showed no certificate, one that has expired since,
   *     or one without an identity
   */
  public static PeerIdentity peer(SSLSession session) throws SSLPeerUnverifiedException {
    try {
      X509Certificate certificate = certificate(session);
      // A resumed session skips the trust manager, so the certificate may have expired since.
      certificate.checkValidity();
      return PeerIdentity.of(certificate);
    } catch (CertificateException | TrustException e) {
      throw unverified("Refused the peer: " + e.getMessage(), e);
    }
  }

  /**
   * Requires one peer at the other end, before the first byte of a page stream.
   *
   * @return its certificate, for permits that name it
   * @throws SSLPeerUnverifiedException when it is another, or as for {@link #peer}
   */
  public static X509Certificate requirePeer(SSLSession session, PeerIdentity expected)
      throws SSLPeerUnverifiedException {
    PeerIdentity actual = peer(session);
    if (!actual.equals(expected)) {
      throw new SSLPeerUnverifiedException(
          "Refused the peer: it is " + actual.uri() + ", expected " + expected.uri());
    }
    return certificate(session);
  }

  private static X509Certificate certificate(SSLSession session) throws SSLPeerUnverifiedException {
    if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
      return certificate;
    }
    throw new SSLPeerUnverifiedException("Refused the peer: it shows no X.509 certificate");
  }

  private static SSLPeerUnverifiedException unverified(String message, Exception cause) {
    SSLPeerUnverifiedException refused = new SSLPeerUnverifiedException(message);
    refused.initCause(cause);
    return refused;
  }
}
