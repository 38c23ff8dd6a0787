package io.drayage.transfer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drayage.platform.json.Json;
import io.drayage.trust.identity.PeerIdentity;
import io.drayage.trust.tls.MutualTls;
import io.drayage.trust.tls.PeerRule;
import io.drayage.trust.tls.Peers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real TLS on the loopback interface, with good senders and bad ones. */
class StreamTest {
  private static final StreamHeader HEADER = new StreamHeader("m1", 7, "web", 1, List.of());
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static MutualTls madrid;
  private static MutualTls zurich;
  private static MutualTls oslo;

  private final ConcurrentLinkedQueue<MemoryStore> stores = new ConcurrentLinkedQueue<>();
  private final AtomicInteger asked = new AtomicInteger();
  private StreamListener listener;

  @BeforeAll
  static void identities(@TempDir Path directory) {
    var identities = TestIdentities.in(directory);
    madrid = identities.host("madrid");
    zurich = identities.host("zurich");
    oslo = identities.host("oslo");
  }

  @BeforeEach
  void listen() throws IOException {
    listener =
        StreamListener.open(
            zurich.context(PeerRule.anyHost()),
            MutualTls.parameters(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            session -> Peers.peer(session).name(),
            (peer, header) -> {
              asked.incrementAndGet();
              if (!peer.name().equals("madrid") || header.epoch() != 7) {
                throw new StreamException("nothing is expected from " + peer.name());
              }
              var store = new MemoryStore();
              stores.add(store);
              return store;
            });
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
  }

  @Test
  void itemsOfEverySizeArriveWholeAndInOrder() throws IOException {
    var random = new Random(42);
    var sizes =
        List.of(0, 1, Frame.MAX_PAYLOAD - 1, Frame.MAX_PAYLOAD, Frame.MAX_PAYLOAD + 1, 3_000_000);
    try (OutgoingStream stream = connect(madrid, "zurich")) {
      for (int size : sizes) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        stream.send(ItemKind.IMAGE, "pages-" + size, new ByteArrayInputStream(content));
        stream.barrier();
        assertThat(stores.element().stored.get("IMAGE pages-" + size)).isEqualTo(content);
      }
      assertThat(stores.element().stored).hasSize(sizes.size());
      assertThat(stores.element().largestWrite.get()).isLessThanOrEqualTo(Frame.MAX_PAYLOAD);
      assertThat(stream.bytesSent()).isGreaterThan(3_000_000L);
    }
    await().until(() -> stores.element().endings.get() == 1);
  }

  @Test
  void bytesWrittenOneByOneAndKindsAndNamesArriveAsTheyWere() throws IOException {
    try (OutgoingStream stream = connect(madrid, "zurich")) {
      try (OutputStream item = stream.open(ItemKind.TREE, "volume:grüße")) {
        for (int b = 0; b < 300; b++) {
          item.write(b);
        }
      }
      stream.send(ItemKind.LOG, "log", new ByteArrayInputStream("a line\n".getBytes(UTF_8)));
      stream.barrier();
    }

    var stored = stores.element().stored;
    assertThat(stored).containsOnlyKeys("TREE volume:grüße", "LOG log");
    assertThat(stored.get("TREE volume:grüße")).hasSize(300);
    assertThat(stored.get("TREE volume:grüße")[299]).isEqualTo((byte) 299);
    assertThat(stored.get("LOG log")).asString(UTF_8).isEqualTo("a line\n");
  }

  @Test
  void refusalOfTheHeaderReachesTheSenderInWords() {
    assertThatThrownBy(() -> connect(oslo, "zurich"))
        .isInstanceOf(StreamException.class)
        .hasMessage("nothing is expected from oslo");
    assertThatThrownBy(
            () -> connect(madrid, "zurich", new StreamHeader("m1", 6, "web", 1, List.of())))
        .isInstanceOf(StreamException.class)
        .hasMessage("nothing is expected from madrid");
    assertThat(stores).isEmpty();
  }

  @Test
  void refusalOfAnItemReachesTheSenderInWordsWhileItSendsOrAtTheBarrier() throws IOException {
    try (OutgoingStream stream = connect(madrid, "zurich")) {
      assertThatThrownBy(
              () -> {
                stream.send(
                    ItemKind.TREE, "refused", new ByteArrayInputStream(new byte[50_000_000]));
                stream.barrier();
              })
          .isInstanceOf(StreamException.class)
          .hasMessageContaining("the container has no tree of that name");
    }
    assertEndedWithNothingStored();
  }

  @Test
  void storeThatFailsAtTheItemsEndTellsTheSenderAtTheBarrier() throws IOException {
    try (OutgoingStream stream = connect(madrid, "zurich")) {
      stream.send(ItemKind.IMAGE, "full.img", new ByteArrayInputStream(new byte[10]));
      assertThatThrownBy(stream::barrier)
          .isInstanceOf(StreamException.class)
          .hasMessage("IMAGE full.img was not stored: the disk is full");
    }
    assertEndedWithNothingStored();
  }

  @Test
  void storeThatBreaksTellsTheSenderAndTheListenerServesOn() throws IOException {
    try (OutgoingStream stream = connect(madrid, "zurich")) {
      stream.send(ItemKind.IMAGE, "broken", new ByteArrayInputStream(new byte[10]));
      assertThatThrownBy(stream::barrier)
          .isInstanceOf(StreamException.class)
          .hasMessage("tar could not be started");
    }
    assertEndedWithNothingStored();
    connect(madrid, "zurich").close();
  }

  @Test
  void anotherReceiverThanTheExpectedOneGetsNoHeader() {
    assertThatThrownBy(() -> connect(madrid, "oslo"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("zurich")
        .hasMessageContaining("oslo");
    assertThat(asked).hasValue(0);
  }

  @Test
  void senderOfAnotherAuthorityIsRefusedBeforeItsHeader(@TempDir Path directory) {
    MutualTls stranger = TestIdentities.in(directory).host("madrid");
    var trusting = zurich.trustManager(PeerRule.anyHost());
    var keys = stranger.keyManager();

    assertThatThrownBy(
            () -> {
              var context = javax.net.ssl.SSLContext.getInstance("TLSv1.3");
              context.init(
                  new javax.net.ssl.KeyManager[] {keys},
                  new javax.net.ssl.TrustManager[] {trusting},
                  null);
              OutgoingStream.connect(
                  context, MutualTls.parameters(), address(), session -> "any", HEADER, PATIENCE);
            })
        .isInstanceOf(IOException.class);
    assertThat(asked).hasValue(0);
  }

  @Test
  void frameLongerThanAllowedIsRefusedUnread() throws Exception {
    for (int length : new int[] {Frame.MAX_PAYLOAD + 1, Integer.MAX_VALUE, -1}) {
      assertRefused(
          out -> {
            out.writeByte(4);
            out.writeInt(length);
          },
          "more than the 262144 allowed");
    }
  }

  @Test
  void frameOfUnknownTypeIsRefused() throws Exception {
    for (int type : new int[] {0, 99, 255}) {
      assertRefused(out -> out.writeByte(type), "a frame of unknown type " + type);
    }
  }

  @Test
  void flippedBitInThePayloadIsRefused() throws Exception {
    assertRefused(
        out -> {
          item(out, 2, "pages-1.img");
          var frame = new ByteArrayOutputStream();
          Frame.of(Frame.Type.DATA, new byte[1000]).write(new DataOutputStream(frame));
          byte[] bytes = frame.toByteArray();
          bytes[500] ^= 4;
          out.write(bytes);
          Frame.of(Frame.Type.ITEM_END, "").write(out);
        },
        "a checksum does not match");
  }

  @Test
  void framesOutOfPlaceAreRefused() throws Exception {
    assertRefused(out -> Frame.of(Frame.Type.DATA, "x").write(out), "DATA has no place here");
    assertRefused(out -> Frame.of(Frame.Type.HEADER, "{}").write(out), "HEADER has no place here");
    assertRefused(
        out -> {
          item(out, 2, "a");
          item(out, 2, "b");
        },
        "ITEM has no place in an item");
    assertRefused(
        out -> Frame.of(Frame.Type.ITEM, new byte[] {2}).write(out), "an item has no name");
    assertRefused(out -> item(out, 99, "a"), "an item of unknown kind 99");
  }

  @Test
  void senderThatVanishesWithinAnItemLeavesNothingStored() throws Exception {
    try (SSLSocket socket = raw()) {
      var out = accepted(socket);
      item(out, 2, "pages-1.img");
      Frame.of(Frame.Type.DATA, new byte[1000]).write(out);
      out.writeByte(4);
      out.flush();
    }
    assertEndedWithNothingStored();
  }

  @Test
  void headersThatAreNoneAreRefused() throws Exception {
    for (String text : List.of("", "{", "null", "[]", "{}", "{\"features\":[]}", "\u0000")) {
      try (SSLSocket socket = raw()) {
        var out = new DataOutputStream(socket.getOutputStream());
        Frame.of(Frame.Type.HEADER, text).write(out);
        assertThat(answer(socket)).as(text).isEqualTo("REFUSE the stream's header cannot be read");
      }
    }
    try (SSLSocket socket = raw()) {
      Frame.of(Frame.Type.DATA, "x").write(new DataOutputStream(socket.getOutputStream()));
      assertThat(answer(socket)).isEqualTo("REFUSE the stream does not begin with a header");
    }
    assertThat(stores).isEmpty();
  }

  /** Frames with everything in them changed at random: nothing but whole items is ever stored. */
  @Test
  void randomlyBrokenStreamsStoreNothingBroken() throws Exception {
    long seed = Long.getLong("drayage.fuzz.seed", System.nanoTime());
    System.out.println("StreamTest: drayage.fuzz.seed=" + seed);
    var random = new Random(seed);
    for (int round = 0; round < 150; round++) {
      byte[] bytes = brokenStream(random);
      try (SSLSocket socket = raw()) {
        var out = accepted(socket);
        try {
          out.write(bytes);
          out.flush();
          socket.shutdownOutput();
        } catch (IOException e) {
          // Refused while it was sent, as it should be.
        }
      }
    }
    assertThat(stores).hasSize(150);
    for (MemoryStore store : stores) {
      assertThat(store.ended.await(20, TimeUnit.SECONDS)).as("seed " + seed).isTrue();
      assertThat(store.endings).hasValue(1);
      assertThat(store.largestWrite.get()).isLessThanOrEqualTo(Frame.MAX_PAYLOAD);
      store.stored.forEach((name, content) ->
          assertThat(Integer.toString(java.util.Arrays.hashCode(content)))
              .as("content of %s, seed %d", name, seed)
              .isEqualTo(name.substring(name.indexOf(' ') + 1)));
    }
    try (OutgoingStream stream = connect(madrid, "zurich")) {
      stream.send(ItemKind.IMAGE, "after", new ByteArrayInputStream(new byte[1]));
      stream.barrier();
    }
  }

  /** About twenty frames of items, each named by its content's hash, then a few bytes changed. */
  private static byte[] brokenStream(Random random) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    for (int i = 0; i < 7; i++) {
      byte[] content = new byte[random.nextInt(2000)];
      random.nextBytes(content);
      item(out, 1 + random.nextInt(3), Integer.toString(java.util.Arrays.hashCode(content)));
      Frame.of(Frame.Type.DATA, content).write(out);
      Frame.of(Frame.Type.ITEM_END, "").write(out);
    }
    byte[] stream = bytes.toByteArray();
    for (int i = 0; i <= random.nextInt(4); i++) {
      stream[random.nextInt(stream.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0
        ? java.util.Arrays.copyOf(stream, random.nextInt(stream.length))
        : stream;
  }

  private interface Sender {
    void send(DataOutputStream out) throws IOException;
  }

  private void assertRefused(Sender sender, String reason) throws Exception {
    stores.clear();
    try (SSLSocket socket = raw()) {
      var out = accepted(socket);
      sender.send(out);
      out.flush();
      assertThat(answer(socket)).startsWith("REFUSE ").contains(reason);
    }
    assertEndedWithNothingStored();
  }

  private void assertEndedWithNothingStored() {
    await().until(() -> stores.element().endings.get() == 1);
    assertThat(stores.element().stored).isEmpty();
  }

  private static void item(DataOutputStream out, int kind, String name) throws IOException {
    var payload = new ByteArrayOutputStream();
    payload.write(kind);
    payload.writeBytes(name.getBytes(UTF_8));
    Frame.of(Frame.Type.ITEM, payload.toByteArray()).write(out);
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port());
  }

  private OutgoingStream connect(MutualTls sender, String receiver) throws IOException {
    return connect(sender, receiver, HEADER);
  }

  private OutgoingStream connect(MutualTls sender, String receiver, StreamHeader header)
      throws IOException {
    return OutgoingStream.connect(
        sender.context(PeerRule.anyHost()),
        MutualTls.parameters(),
        address(),
        session -> {
          Peers.requirePeer(session, new PeerIdentity.Host(receiver));
          return receiver;
        },
        header,
        PATIENCE);
  }

  /** Madrid's connection, without anything sent. */
  private SSLSocket raw() throws IOException {
    var socket = (SSLSocket) madrid.context(PeerRule.anyHost()).getSocketFactory().createSocket();
    socket.connect(address());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.setSSLParameters(MutualTls.parameters());
    socket.startHandshake();
    return socket;
  }

  private static DataOutputStream accepted(SSLSocket socket) throws IOException {
    var out = new DataOutputStream(socket.getOutputStream());
    Frame.of(Frame.Type.HEADER, Json.write(HEADER)).write(out);
    assertThat(answer(socket)).isEqualTo("ACCEPT ");
    return out;
  }

  private static String answer(SSLSocket socket) throws IOException {
    Frame frame =
        Frame.read(new DataInputStream(socket.getInputStream()), new byte[Frame.MAX_PAYLOAD]);
    return frame.type() + " " + frame.text();
  }
}
