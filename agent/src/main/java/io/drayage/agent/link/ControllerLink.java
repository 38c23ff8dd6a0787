package io.drayage.agent.link;

import com.google.protobuf.ByteString;
import io.drayage.agent.config.AgentConfig.Endpoint;
import io.drayage.agent.layer.LayerSource;
import io.drayage.protocol.v1.AgentLinkGrpc;
import io.drayage.protocol.v1.AgentMessage;
import io.drayage.protocol.v1.Command;
import io.drayage.protocol.v1.ControllerMessage;
import io.drayage.protocol.v1.Done;
import io.drayage.protocol.v1.Hello;
import io.drayage.protocol.v1.Inventory;
import io.drayage.protocol.v1.LayerRequest;
import io.drayage.protocol.v1.RenewRequest;
import io.drayage.trust.identity.CertificateFingerprint;
import io.drayage.trust.identity.CertificateRequest;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.tls.MutualTls;
import io.drayage.trust.tls.PeerRule;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's connection to its controller: dials out, says who is here, takes commands, and dials
 * again whenever the call ends. One thread owns {@link #serve}; commands run on virtual threads.
 */
public final class ControllerLink implements LayerSource {
  private static final Logger LOG = LoggerFactory.getLogger(ControllerLink.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final Duration REDIAL = Duration.ofMillis(500);

  private final String host;
  private final AtomicReference<Identity> identity;
  private final Enroller enroller;
  private final Clock clock;
  private final ManagedChannel channel;

  /**
   * A link with the host's identity; nothing is dialled yet.
   *
   * @param host this host's name
   * @param controller where the controller listens
   */
  public ControllerLink(
      String host,
      Endpoint controller,
      AtomicReference<Identity> identity,
      MutualTls tls,
      Enroller enroller,
      Clock clock) {
    this.host = host;
    this.identity = identity;
    this.enroller = enroller;
    this.clock = clock;
    this.channel =
        Channels.open(controller, tls.keyManager(), tls.trustManager(PeerRule.anyController()));
  }

  /**
   * Serves until the thread is interrupted.
   *
   * @param inventory asked at the start, after each command, and at each heartbeat
   */
  public void serve(Hello hello, Supplier<Inventory> inventory, CommandHandler handler)
      throws InterruptedException {
    try {
      while (true) {
        new Call(handler, inventory).run(hello);
        renewIfDue();
        Thread.sleep(REDIAL);
      }
    } finally {
      channel.shutdownNow();
    }
  }

  @Override
  public InputStream open(String digest) throws IOException {
    return new ChunkInput(
        AgentLinkGrpc.newBlockingStub(channel)
            .fetchLayer(LayerRequest.newBuilder().setDigest(digest).build()));
  }

  private void renewIfDue() {
    Identity current = identity.get();
    if (!current.dueForRenewal(clock)) {
      return;
    }
    try {
      var request = CertificateRequest.renewing(current);
      var response =
          AgentLinkGrpc.newBlockingStub(channel)
              .renew(RenewRequest.newBuilder().setCsr(ByteString.copyFrom(request.der())).build());
      Identity renewed =
          request.complete(
              Enroller.chain(response), CertificateFingerprint.of(current.authority()));
      enroller.keep(renewed);
      identity.set(renewed);
      LOG.info("Renewed the certificate of {}", host);
    } catch (StatusRuntimeException e) {
      LOG.warn("The certificate could not be renewed yet: {}", e.getMessage());
    }
  }

  /** One long-lived call. */
  private final class Call implements StreamObserver<ControllerMessage> {
    private final CommandHandler handler;
    private final Supplier<Inventory> inventory;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<StreamObserver<AgentMessage>> up = new AtomicReference<>();

    Call(CommandHandler handler, Supplier<Inventory> inventory) {
      this.handler = handler;
      this.inventory = inventory;
    }

    void run(Hello hello) throws InterruptedException {
      up.set(AgentLinkGrpc.newStub(channel).connect(this));
      send(AgentMessage.newBuilder().setHello(hello).build());
      sendInventory();
      while (!ended.await(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) {
        sendInventory();
        if (identity.get().dueForRenewal(clock)) {
          renewIfDue();
        }
      }
    }

    @Override
    public void onNext(ControllerMessage message) {
      if (message.hasCommand()) {
        Command command = message.getCommand();
        Thread.ofVirtual().name("command-" + command.getId()).start(() -> carryOut(command));
      } else if (message.hasWelcome()) {
        LOG.info("Connected to the controller");
      }
    }

    @Override
    public void onError(Throwable cause) {
      LOG.warn("Connection to the controller lost: {}", cause.getMessage());
      ended.countDown();
    }

    @Override
    public void onCompleted() {
      ended.countDown();
    }

    private void carryOut(Command command) {
      var answers = new AnswerSink(command.getId(), this::send);
      try {
        Done done = handler.handle(command, answers);
        if (!isWaitedForByClients(command)) {
          // Whoever reads the answer may ask at once what the container does now.
          sendInventory();
        }
        answers.done(done);
      } catch (CommandFailure e) {
        answers.failed(e);
      }
      sendInventory();
    }

    /** Whether a container stands still meanwhile: then looking at all of them can wait. */
    private static boolean isWaitedForByClients(Command command) {
      return command.hasFreeze() || command.hasRestore() || command.hasRun();
    }

    private void sendInventory() {
      send(AgentMessage.newBuilder().setInventory(inventory.get()).build());
    }

    /** gRPC's observers are not thread-safe. A call that has ended takes nothing more. */
    private synchronized void send(AgentMessage message) {
      StreamObserver<AgentMessage> observer = up.get();
      if (observer != null && ended.getCount() > 0) {
        try {
          observer.onNext(message);
        } catch (IllegalStateException e) {
          LOG.debug("Not sent, the call has ended: {}", e.getMessage());
        }
      }
    }
  }
}
