package io.drayage.controller.agents;

import io.drayage.controller.access.Access;
import io.drayage.controller.config.ControllerConfig.Endpoint;
import io.drayage.journal.HostRecords;
import io.drayage.trust.audit.Audit;
import io.drayage.trust.tls.MutualTls;
import io.drayage.trust.tls.PeerRule;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The gRPC server that agents dial in to. */
public final class AgentServer implements AutoCloseable {
  private static final int MAX_MESSAGE = 4 * 1024 * 1024;
  private static final int KEEP_ALIVE_SECONDS = 10;

  private final Server server;

  private AgentServer(Server server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @throws IOException when the port is taken
   */
  public static AgentServer start(
      Endpoint endpoint,
      Access access,
      AgentRegistry registry,
      HostRecords hosts,
      LayerStreams layers,
      Audit audit)
      throws IOException {
    MutualTls tls = access.tls();
    var records = new EnrolmentRecords(audit);
    var context =
        GrpcSslContexts.configure(SslContextBuilder.forServer(tls.keyManager()))
            .protocols("TLSv1.3")
            .trustManager(tls.trustManager(PeerRule.anyHost()))
            // A host that enrols has no certificate yet; every other service demands one.
            .clientAuth(ClientAuth.OPTIONAL)
            .build();
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(endpoint.address(), endpoint.port()))
            .sslContext(context)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .maxInboundMessageSize(MAX_MESSAGE)
            .permitKeepAliveTime(1, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(2 * KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .addService(new EnrolmentService(access, records))
            .addService(
                ServerInterceptors.intercept(
                    new AgentLinkService(registry, hosts, access, layers, records),
                    new CallerIdentity()))
            .build()
            .start();
    return new AgentServer(server);
  }

  /** The port that agents dial. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
