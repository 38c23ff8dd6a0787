package io.drayage.trust.tls;

import io.drayage.trust.TrustException;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS 1.3 contexts (RFC 8446); nothing older is spoken. */
final class TlsContexts {
  /** How long a session may be resumed, in seconds: a renewed or refused peer shows soon. */
  private static final int SESSION_SECONDS = 300;

  private static final String PROTOCOL = "TLSv1.3";

  private TlsContexts() {}

  static SSLContext of(@Nullable X509ExtendedKeyManager own, X509ExtendedTrustManager peers) {
    try {
      SSLContext context = SSLContext.getInstance(PROTOCOL);
      context.init(
          own == null ? new KeyManager[0] : new KeyManager[] {own},
          new TrustManager[] {peers},
          null);
      context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
      context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
      return context;
    } catch (GeneralSecurityException e) {
      throw new TrustException("Cannot speak TLS 1.3: this JDK lacks it; use another JDK", e);
    }
  }

  /** Parameters with AES-128-GCM first: it costs least a byte on CPUs with AES instructions. */
  static SSLParameters parameters() {
    SSLParameters parameters =
        new SSLParameters(
            new String[] {
              "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
            },
            new String[] {PROTOCOL});
    parameters.setUseCipherSuitesOrder(true);
    return parameters;
  }
}
