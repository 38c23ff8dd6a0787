package io.drayage.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.transfer.stream.ItemKind;
import io.drayage.transfer.stream.ItemStore;
import io.drayage.transfer.stream.OutgoingStream;
import io.drayage.transfer.stream.RequestChannel;
import io.drayage.transfer.stream.StreamException;
import io.drayage.transfer.stream.StreamHeader;
import io.drayage.transfer.stream.StreamListener;
import io.drayage.trust.authority.AuthorityPolicy;
import io.drayage.trust.authority.CertificateAuthority;
import io.drayage.trust.authority.CertificateSubject;
import io.drayage.trust.identity.CertificateRequest;
import io.drayage.trust.tls.MutualTls;
import io.drayage.trust.tls.PeerRule;
import io.drayage.trust.tls.Peers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy's stream to a real receiver, over real TLS. */
class CopyStreamTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BlockingQueue<RequestChannel> connections = new LinkedBlockingQueue<>();
  private final AtomicInteger admissions = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();
  @TempDir private Path directory = Path.of("");
  private MutualTls sender;
  private StreamListener listener;

  @BeforeEach
  void listen() throws IOException {
    var authority =
        CertificateAuthority.create(
            directory.resolve("ca"),
            "Test CA",
            "secret".toCharArray(),
            AuthorityPolicy.DEFAULT,
            Clock.systemUTC(),
            issued -> {});
    sender = host(authority, "a");
    listener =
        StreamListener.open(
            host(authority, "b").context(PeerRule.anyHost()),
            MutualTls.parameters(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            session -> Peers.peer(session).name(),
            (peer, header) -> {
              if (admissions.getAndIncrement() > 0 && refusals.getAndDecrement() > 0) {
                throw new StreamException("the connection before this one does not end");
              }
              return new Store();
            });
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
  }

  @Test
  void goesOnOverAnotherConnectionAlthoughItIsRefusedAtFirst() throws Exception {
    refusals.set(2);
    try (var stream = CopyStream.open(this::connect, Clock.systemUTC())) {
      connections.take().done();
      stream.whole(OutgoingStream::barrier);
      assertThat(admissions).hasValue(4);
    }
  }

  @Test
  void tellsWhyNoOtherConnectionIsHad() throws Exception {
    refusals.set(Integer.MAX_VALUE);
    try (var stream = CopyStream.open(this::connect, hastyClock())) {
      connections.take().done();
      assertThatThrownBy(() -> stream.whole(OutgoingStream::barrier))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "the link broke, and no other connection was had: "
                  + "the connection before this one does not end");
      assertThat(admissions).hasValueBetween(2, 6);
    }
  }

  @Test
  void refusesAtOnceWhatNeverBegan() {
    admissions.set(1);
    refusals.set(1);
    assertThatThrownBy(() -> CopyStream.open(this::connect, Clock.systemUTC()))
        .isInstanceOf(StreamException.class);
    assertThat(admissions).hasValue(2);
  }

  /** Two seconds pass whenever somebody looks. */
  private static Clock hastyClock() {
    var seconds = new AtomicLong();
    InstantSource source = () -> Instant.ofEpochSecond(seconds.addAndGet(2));
    return source.withZone(ZoneOffset.UTC);
  }

  private OutgoingStream connect() throws IOException {
    return OutgoingStream.connect(
        sender.context(PeerRule.anyHost()),
        MutualTls.parameters(),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()),
        session -> Peers.peer(session).name(),
        new StreamHeader("m1", 7, "web", 1, List.of()),
        PATIENCE);
  }

  private static MutualTls host(CertificateAuthority authority, String name) {
    var subject = CertificateSubject.host(name, List.of(InetAddress.getLoopbackAddress()));
    var request = CertificateRequest.generate(subject.identity());
    return new MutualTls(
        request.complete(authority.issue(request.der(), subject), authority.fingerprint()));
  }

  private final class Store implements ItemStore {
    @Override
    public OutputStream open(ItemKind kind, String name) {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void connected(RequestChannel sender) {
      connections.add(sender);
    }

    @Override
    public void ended() {}
  }
}
