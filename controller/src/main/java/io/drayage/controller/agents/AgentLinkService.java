package io.drayage.controller.agents;

import com.google.protobuf.ByteString;
import io.drayage.controller.access.Access;
import io.drayage.journal.HostRecords;
import io.drayage.model.host.Host;
import io.drayage.model.host.HostFacts;
import io.drayage.protocol.v1.AgentLinkGrpc;
import io.drayage.protocol.v1.AgentMessage;
import io.drayage.protocol.v1.Chunk;
import io.drayage.protocol.v1.ControllerMessage;
import io.drayage.protocol.v1.EnrolResponse;
import io.drayage.protocol.v1.Hello;
import io.drayage.protocol.v1.LayerRequest;
import io.drayage.protocol.v1.RenewRequest;
import io.drayage.protocol.v1.Welcome;
import io.drayage.trust.TrustException;
import io.drayage.trust.attribute.Credential;
import io.drayage.trust.policy.HostEvidence;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controller's end of each agent's long-lived call, and of its smaller ones. */
final class AgentLinkService extends AgentLinkGrpc.AgentLinkImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(AgentLinkService.class);
  private static final int CHUNK = 256 * 1024;
  private static final int HEARTBEAT_MILLIS = 2000;

  private final AgentRegistry registry;
  private final HostRecords hosts;
  private final Access access;
  private final LayerStreams layers;
  private final EnrolmentRecords records;

  AgentLinkService(
      AgentRegistry registry,
      HostRecords hosts,
      Access access,
      LayerStreams layers,
      EnrolmentRecords records) {
    this.records = records;
    this.registry = registry;
    this.hosts = hosts;
    this.access = access;
    this.layers = layers;
  }

  @Override
  public StreamObserver<AgentMessage> connect(StreamObserver<ControllerMessage> down) {
    return new Call(CallerIdentity.host(), CallerIdentity.certificate(), down);
  }

  @Override
  public void renew(RenewRequest request, StreamObserver<EnrolResponse> answer) {
    try {
      answer.onNext(
          EnrolmentService.response(
              records.enrolled(
                  CallerIdentity.host(),
                  "renewal",
                  access.renew(CallerIdentity.host(), request.getCsr().toByteArray()))));
      answer.onCompleted();
    } catch (TrustException e) {
      answer.onError(Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
    }
  }

  @Override
  public void fetchLayer(LayerRequest request, StreamObserver<Chunk> answer) {
    var down = (ServerCallStreamObserver<Chunk>) answer;
    var ready = new Semaphore(0);
    down.setOnReadyHandler(ready::release);
    down.setOnCancelHandler(ready::release);
    // Not on this thread: gRPC tells of readiness only after this method has returned.
    Thread.ofVirtual()
        .name("layer " + request.getDigest())
        .start(() -> sendLayer(request.getDigest(), down, ready));
  }

  private void sendLayer(String digest, ServerCallStreamObserver<Chunk> down, Semaphore ready) {
    try (InputStream tar = layers.open(digest)) {
      byte[] buffer = new byte[CHUNK];
      for (int n = tar.read(buffer); n > 0; n = tar.read(buffer)) {
        while (!down.isReady() && !down.isCancelled()) {
          ready.acquire();
        }
        if (down.isCancelled()) {
          return;
        }
        down.onNext(Chunk.newBuilder().setData(ByteString.copyFrom(buffer, 0, n)).build());
      }
      down.onCompleted();
    } catch (IOException e) {
      down.onError(Status.NOT_FOUND.withDescription(e.getMessage()).asRuntimeException());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One agent's call; gRPC calls its methods one after the other. */
  private final class Call implements StreamObserver<AgentMessage> {
    private final String caller;
    private final X509Certificate certificate;
    private final StreamObserver<ControllerMessage> down;
    private @Nullable AgentConnection connection;

    Call(String caller, X509Certificate certificate, StreamObserver<ControllerMessage> down) {
      this.certificate = certificate;
      this.caller = caller;
      this.down = down;
    }

    @Override
    public void onNext(AgentMessage message) {
      AgentConnection known = connection;
      if (known != null) {
        known.heard(message);
      } else if (message.hasHello() && message.getHello().getName().equals(caller)) {
        welcome(message.getHello());
      } else {
        LOG.warn("A call by host {} began without its own hello", caller);
        down.onError(
            Status.PERMISSION_DENIED
                .withDescription("the certificate is host %s's".formatted(caller))
                .asRuntimeException());
      }
    }

    @Override
    public void onError(Throwable cause) {
      ended();
    }

    @Override
    public void onCompleted() {
      ended();
      down.onCompleted();
    }

    private void welcome(Hello hello) {
      try {
        var host =
            new Host(
                hello.getName(),
                hello.getCloud(),
                hello.getRegion(),
                hello.getCountry(),
                hello.getAddress(),
                hello.getMemoryBytes());
        var facts =
            new HostFacts(
                hello.getKernel(),
                hello.getArchitecture(),
                hello.getRuntime(),
                hello.getRuntimeUsable(),
                hello.getCriu(),
                hello.getCriuUsable());
        Optional<Credential> place =
            hello.getPlace().isEmpty()
                ? Optional.empty()
                : Optional.of(Credential.parse(hello.getPlace()));
        hosts.put(host);
        var accepted =
            new AgentConnection(
                host,
                facts,
                hello.getStreamPort(),
                HostEvidence.of(caller, certificate, place),
                down);
        connection = accepted;
        accepted.tell(
            ControllerMessage.newBuilder()
                .setWelcome(Welcome.newBuilder().setHeartbeatMillis(HEARTBEAT_MILLIS))
                .build());
        registry.connected(accepted);
      } catch (IllegalArgumentException | TrustException e) {
        down.onError(Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
      }
    }

    private void ended() {
      AgentConnection known = connection;
      if (known != null) {
        registry.disconnected(known);
      }
    }
  }
}
