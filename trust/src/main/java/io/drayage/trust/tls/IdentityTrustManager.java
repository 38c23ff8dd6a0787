package io.drayage.trust.tls;

import io.drayage.trust.TrustException;
import io.drayage.trust.identity.PeerIdentity;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts one authority alone, and of its certificates only those whose identity a rule accepts.
 *
 * <p>Host names and addresses are deliberately not compared: an identity is the URI in the
 * certificate, hosts change their addresses, and a host's certificate must not pass for a
 * controller's whatever address it serves under.
 */
final class IdentityTrustManager extends X509ExtendedTrustManager {
  private final X509Certificate authority;
  private final X509TrustManager paths;
  private final PeerRule rule;

  IdentityTrustManager(X509Certificate authority, PeerRule rule) {
    this.authority = authority;
    this.paths = pathsTo(authority);
    this.rule = rule;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    paths.checkClientTrusted(chain, authType);
    requireAccepted(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    paths.checkServerTrusted(chain, authType);
    requireAccepted(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[] {authority};
  }

  private void requireAccepted(X509Certificate[] chain) throws CertificateException {
    PeerIdentity peer;
    try {
      peer = PeerIdentity.of(chain[0]);
    } catch (TrustException e) {
      throw new CertificateException(e.getMessage(), e);
    }
    if (!rule.accepts(peer)) {
      throw new CertificateException(
          "Refused the peer " + peer.uri() + ": not whom this connection is for");
    }
  }

  private static X509TrustManager pathsTo(X509Certificate authority) {
    try {
      KeyStore anchors = KeyStore.getInstance("PKCS12");
      anchors.load(null, null);
      anchors.setCertificateEntry("authority", authority);
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(anchors);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .map(X509TrustManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException | IOException e) {
      throw new TrustException("Cannot trust the authority: " + e.getMessage(), e);
    }
  }
}
