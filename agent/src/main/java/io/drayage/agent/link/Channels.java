package io.drayage.agent.link;

import io.drayage.agent.config.AgentConfig.Endpoint;
import io.drayage.trust.TrustException;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** gRPC channels to the controller. */
final class Channels {
  private static final int MAX_MESSAGE = 4 * 1024 * 1024;
  private static final int KEEP_ALIVE_SECONDS = 10;

  private Channels() {}

  /** A channel that shows our certificate, if there is one; the caller shuts it down. */
  static ManagedChannel open(Endpoint controller, @Nullable KeyManager keys, TrustManager trust) {
    try {
      var tls = GrpcSslContexts.configure(SslContextBuilder.forClient());
      tls.protocols("TLSv1.3").trustManager(trust);
      if (keys != null) {
        tls.keyManager(keys);
      }
      return NettyChannelBuilder.forAddress(controller.address(), controller.port())
          .sslContext(tls.build())
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .maxInboundMessageSize(MAX_MESSAGE)
          .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
          .keepAliveTimeout(2 * KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
          .keepAliveWithoutCalls(true)
          .build();
    } catch (SSLException e) {
      throw new TrustException("TLS to the controller cannot be set up: " + e.getMessage(), e);
    }
  }
}
