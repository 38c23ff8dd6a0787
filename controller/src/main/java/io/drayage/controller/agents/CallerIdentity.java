package io.drayage.controller.agents;

import io.drayage.trust.identity.PeerIdentity;
import io.drayage.trust.tls.Peers;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Lets only a host's certificate call a service, and tells the service which host it is. The name
 * comes from the certificate alone, never from what a message says.
 */
final class CallerIdentity implements ServerInterceptor {
  private static final Context.Key<String> HOST = Context.key("host");
  private static final Context.Key<X509Certificate> CERTIFICATE = Context.key("certificate");

  /** The calling host's name, on a thread that serves a call. */
  static String host() {
    return HOST.get();
  }

  /** The certificate that it showed on this very connection. */
  static X509Certificate certificate() {
    return CERTIFICATE.get();
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    try {
      if (session != null && Peers.peer(session) instanceof PeerIdentity.Host host) {
        Context caller =
            Context.current()
                .withValues(HOST, host.name(), CERTIFICATE, Peers.requirePeer(session, host));
        return Contexts.interceptCall(caller, call, headers, next);
      }
      return refuse(call, "a host's certificate is required");
    } catch (SSLPeerUnverifiedException e) {
      return refuse(call, "a host's certificate is required: enrol this host");
    }
  }

  private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, String why) {
    call.close(Status.UNAUTHENTICATED.withDescription(why), new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
