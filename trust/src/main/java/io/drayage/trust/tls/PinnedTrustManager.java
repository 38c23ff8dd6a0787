package io.drayage.trust.tls;

import io.drayage.trust.identity.CertificateFingerprint;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts a controller of an authority known by its fingerprint alone: the served chain must hold
 * that very certificate and lead to it. For a client's enrolment call; it never trusts clients.
 */
final class PinnedTrustManager extends X509ExtendedTrustManager {
  private final CertificateFingerprint pin;

  PinnedTrustManager(CertificateFingerprint pin) {
    this.pin = pin;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    X509Certificate authority =
        Arrays.stream(chain)
            .filter(pin::matches)
            .findFirst()
            .orElseThrow(() ->
                new CertificateException(
                    "Refused the controller: it does not show the authority that the token"
                        + " names; check the address and the token"));
    requireAuthority(authority);
    new IdentityTrustManager(authority, PeerRule.anyController())
        .checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("Refused a client: a pinned authority is for enrolment only");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  // A trust anchor's own validity and signature are not part of path validation (RFC 5280 6.1).
  private static void requireAuthority(X509Certificate pinned) throws CertificateException {
    if (pinned.getBasicConstraints() < 0) {
      throw new CertificateException("Refused the controller: the token names no authority");
    }
    pinned.checkValidity();
    try {
      pinned.verify(pinned.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new CertificateException("Refused the controller: its authority is damaged", e);
    }
  }
}
