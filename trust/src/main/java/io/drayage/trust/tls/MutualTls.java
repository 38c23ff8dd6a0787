package io.drayage.trust.tls;

import io.drayage.trust.identity.Identity;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Mutually authenticated TLS 1.3 for one identity: both ends show a certificate of the same
 * authority. Thread-safe; an identity that the supplier renews is shown from the next handshake on.
 *
 * <p>The key and trust managers fit any TLS stack that takes JSSE's; the contexts, engines and
 * parameters are for page streams over JSSE.
 */
public final class MutualTls {
  private final Supplier<Identity> identity;
  private final X509ExtendedKeyManager keys;

  /** Speaks for the identity that the supplier gives at each handshake. */
  public MutualTls(Supplier<Identity> identity) {
    this.identity = identity;
    this.keys = new IdentityKeyManager(identity);
  }

  /** Speaks for one identity that does not change. */
  public MutualTls(Identity identity) {
    this(() -> identity);
  }

  /** Shows our certificate, as client and as server. */
  public X509ExtendedKeyManager keyManager() {
    return keys;
  }

  /** Accepts peers that our authority certified and the rule allows; ignores host names. */
  public X509ExtendedTrustManager trustManager(PeerRule rule) {
    return new IdentityTrustManager(identity.get().authority(), rule);
  }

  /** A context for both ends; sockets and engines made from it need {@link #parameters} too. */
  public SSLContext context(PeerRule rule) {
    return TlsContexts.of(keys, trustManager(rule));
  }

  /** TLS 1.3 only, and a server requires the client's certificate. A new object each time. */
  public static SSLParameters parameters() {
    SSLParameters parameters = TlsContexts.parameters();
    parameters.setNeedClientAuth(true);
    return parameters;
  }

  /** A client's engine for one connection from a context of {@link #context}. */
  public static SSLEngine clientEngine(SSLContext context) {
    return engine(context, true);
  }

  /** A server's engine for one connection from a context of {@link #context}. */
  public static SSLEngine serverEngine(SSLContext context) {
    return engine(context, false);
  }

  private static SSLEngine engine(SSLContext context, boolean client) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(client);
    engine.setSSLParameters(parameters());
    return engine;
  }
}
