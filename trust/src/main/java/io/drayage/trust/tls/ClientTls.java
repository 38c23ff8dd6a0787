package io.drayage.trust.tls;

import io.drayage.trust.TrustException;
import io.drayage.trust.identity.CertificateFingerprint;
import io.drayage.trust.keystore.CertificatePem;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS 1.3 for clients of a controller that have no certificate of their own. */
public final class ClientTls {
  private ClientTls() {}

  /** Accepts any controller of the authority; host names are not compared. */
  public static X509ExtendedTrustManager trustManager(X509Certificate authority) {
    return new IdentityTrustManager(authority, PeerRule.anyController());
  }

  /**
   * Accepts any controller whose chain shows and leads to the authority with this fingerprint: for
   * the enrolment call, when all an agent has is its token.
   */
  public static X509ExtendedTrustManager pinnedTrustManager(CertificateFingerprint authority) {
    return new PinnedTrustManager(authority);
  }

  /**
   * A context for the REST client that accepts controllers of one authority.
   *
   * @param authorityPem the authority's certificate, alone, as PEM
   * @throws TrustException when the text does not hold exactly one certificate
   */
  public static SSLContext context(String authorityPem) {
    List<X509Certificate> certificates = CertificatePem.decode(authorityPem);
    if (certificates.size() != 1) {
      throw new TrustException(
          "Cannot trust the controller: its authority's file holds "
              + certificates.size()
              + " certificates; keep one");
    }
    return TlsContexts.of(null, trustManager(certificates.getFirst()));
  }

  /** A context for the enrolment call; see {@link #pinnedTrustManager}. */
  public static SSLContext context(CertificateFingerprint authority) {
    return TlsContexts.of(null, pinnedTrustManager(authority));
  }

  /** TLS 1.3 only. A new object each time. */
  public static SSLParameters parameters() {
    return TlsContexts.parameters();
  }
}
