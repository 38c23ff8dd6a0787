package io.drayage.transfer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drayage.transfer.page.PageRun;
import io.drayage.transfer.page.PageSet;
import io.drayage.transfer.stream.PageStore.Page;
import io.drayage.trust.tls.MutualTls;
import io.drayage.trust.tls.PeerRule;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages over real TLS on the loopback interface. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PageStreamTest {
  private static final long BASE = 0x7f00_0000_0000L;

  private static MutualTls madrid;
  private static MutualTls zurich;

  private TestLink link;

  @BeforeAll
  static void identities(@TempDir Path directory) {
    var identities = TestIdentities.in(directory);
    madrid = identities.host("madrid");
    zurich = identities.host("zurich");
  }

  @BeforeEach
  void listen() throws IOException {
    link = new TestLink(madrid, zurich);
  }

  @AfterEach
  void close() throws IOException {
    link.close();
  }

  @Test
  void closingTheStreamEndsWhoeverWaitsForRequests() throws Exception {
    for (int i = 0; i < 50; i++) {
      OutgoingStream stream = link.connect();
      var waiting =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return stream.nextRequest();
                } catch (IOException e) {
                  return Optional.empty();
                }
              },
              work -> Thread.ofVirtual().start(work));
      stream.close();
      assertThat(waiting.get(1, TimeUnit.MINUTES)).isEmpty();
    }
  }

  @Test
  void zeroPagesCrossAsOneRunWithoutContent() throws Exception {
    try (OutgoingStream stream = link.connect();
        PageSender sender = stream.pages()) {
      long before = stream.bytesSent();
      sender.send(7, BASE, ByteBuffer.allocate(3000 * PageRun.PAGE));
      sender.flush();
      stream.barrier();

      assertThat(stream.bytesSent() - before).isLessThan(100);
      assertThat(sender.zeroPagesSent()).isEqualTo(3000);
      assertThat(sender.pagesSent()).isEqualTo(3000);
    }
    PageStore store = link.stores.take();
    assertThat(store.zeroes).hasSize(3000).containsKey(new Page(7, BASE + 2999L * PageRun.PAGE));
    assertThat(store.content).isEmpty();
  }

  @Test
  void pagesThatABrokenLinkMayHaveLostAreNamedAndNoOthersOnceTheReceiverHasThem() throws Exception {
    var random = new Random(7);
    try (OutgoingStream stream = link.connect();
        PageSender sender = stream.pages()) {
      sender.send(7, BASE, content(random, 10));
      assertThat(sender.unconfirmed()).isNotEmpty();
      sender.flush();
      stream.barrier();
      assertThat(sender.unconfirmed()).isEmpty();
      assertThat(stream.isBroken()).isFalse();

      PageStore store = link.stores.take();
      var sent = new HashSet<Page>();
      assertThatThrownBy(
              () -> {
                for (int i = 1; i < 100_000; i++) {
                  long address = BASE + i * 300L * PageRun.PAGE;
                  for (int p = 0; p < 300; p++) {
                    sent.add(new Page(7, address + p * (long) PageRun.PAGE));
                  }
                  sender.send(7, address, content(random, 300));
                  if (i == 10) {
                    store.requests.join().done();
                  }
                }
              })
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(StreamException.class);
      assertThat(store.ended.await(1, TimeUnit.MINUTES)).isTrue();

      assertThat(stream.isBroken()).isTrue();
      var lost = new PageSet();
      sender.unconfirmed().forEach(lost::add);
      // The piece that failed is the caller's to count as lost.
      long last = sent.stream().mapToLong(Page::address).max().orElseThrow() - 300L * PageRun.PAGE;
      assertThat(sent)
          .filteredOn(page -> page.address() <= last)
          .allMatch(page ->
              lost.contains(page.pid(), page.address())
                  || store.content.containsKey(page)
                  || store.zeroes.containsKey(page));
    }
  }

  /** All kinds of content, pages and tasks in any order, some of them sent anew. */
  @Test
  void pagesOfAnyContentAnyPlaceAndSeveralTasksArriveAsTheyWere() throws Exception {
    long seed = Long.getLong("drayage.pages.seed", System.nanoTime());
    System.out.println("PageStreamTest: drayage.pages.seed=" + seed);
    var random = new Random(seed);
    Map<Page, ByteBuffer> model = new HashMap<>();
    Set<Page> zero = new HashSet<>();
    try (OutgoingStream stream = link.connect();
        PageSender sender = stream.pages()) {
      for (int i = 0; i < 400; i++) {
        int pid = 1 + random.nextInt(3);
        long address = BASE + random.nextInt(4000) * (long) PageRun.PAGE;
        int pages = random.nextInt(4) == 0 ? 1 + random.nextInt(300) : 1;
        ByteBuffer content = content(random, pages);
        for (int p = 0; p < pages; p++) {
          var page = new Page(pid, address + p * (long) PageRun.PAGE);
          byte[] bytes = new byte[PageRun.PAGE];
          content.get(p * PageRun.PAGE, bytes);
          boolean isZero = ByteBuffer.wrap(bytes).equals(ByteBuffer.allocate(PageRun.PAGE));
          model.remove(page);
          zero.remove(page);
          if (isZero) {
            zero.add(page);
          } else {
            model.put(page, ByteBuffer.wrap(bytes));
          }
        }
        sender.send(pid, address, content);
        if (random.nextInt(40) == 0) {
          var run = new PageRun(pid, address, 1 + random.nextInt(200));
          sender.stale(List.of(run));
          for (long at = run.address(); at < run.end(); at += PageRun.PAGE) {
            model.remove(new Page(pid, at));
            zero.remove(new Page(pid, at));
          }
        }
      }
      sender.flush();
      stream.barrier();
    }
    PageStore store = link.stores.take();
    assertThat(store.content).as("seed %d", seed).isEqualTo(model);
    assertThat(store.zeroes.keySet()).as("seed %d", seed).isEqualTo(zero);
  }

  private static ByteBuffer content(Random random, int pages) {
    ByteBuffer content = ByteBuffer.allocateDirect(pages * PageRun.PAGE);
    for (int p = 0; p < pages; p++) {
      byte[] page = new byte[PageRun.PAGE];
      switch (random.nextInt(4)) {
        case 0 -> {} // zeros
        case 1 -> random.nextBytes(page); // incompressible
        case 2 -> java.util.Arrays.fill(page, (byte) (1 + random.nextInt(255)));
        default -> page[PageRun.PAGE - 1] = 1; // zeros but for the last byte
      }
      content.put(page);
    }
    return content.flip();
  }

  @Test
  void onePageEachOfManyPlacesNeedsMoreFramesThanOne() throws Exception {
    int count = 3 * PageFrames.MOST_RUNS + 5;
    try (OutgoingStream stream = link.connect();
        PageSender sender = stream.pages()) {
      for (int i = 0; i < count; i++) {
        sender.send(1, BASE + 2L * i * PageRun.PAGE, ByteBuffer.allocate(PageRun.PAGE));
      }
      sender.flush();
      stream.barrier();
    }
    assertThat(link.stores.take().zeroes).hasSize(count);
  }

  @Test
  void longListOfStalePagesArrivesWholeAndAfterThePagesBeforeIt() throws Exception {
    var stale = new ArrayList<PageRun>();
    for (int i = 0; i < 2 * PageFrames.MOST_RUNS + 3; i++) {
      stale.add(new PageRun(1, BASE + 2L * i * PageRun.PAGE, 1));
    }
    try (OutgoingStream stream = link.connect();
        PageSender sender = stream.pages()) {
      sender.send(1, BASE, ByteBuffer.allocate(PageRun.PAGE)); // waits in its batch
      sender.stale(stale);
      sender.flush();
      stream.barrier();
    }
    PageStore store = link.stores.take();
    assertThat(store.stale).isEqualTo(stale);
    assertThat(store.zeroes).isEmpty();
  }

  @Test
  void requestsReachTheSenderInOrderUntilTheReceiverIsDone() throws Exception {
    var first = new PageRequest(true, List.of(new PageRun(1, BASE, 1), new PageRun(2, BASE, 9)));
    var second = new PageRequest(false, List.of());
    try (OutgoingStream stream = link.connect()) {
      RequestChannel requests = link.stores.take().requests.get();
      requests.ask(first);
      requests.ask(second);
      assertThat(stream.nextRequest()).contains(first);
      assertThat(stream.nextRequest()).contains(second);
      requests.done();
      requests.done();
      assertThat(stream.nextRequest()).isEmpty();
      assertThatThrownBy(() -> requests.ask(first)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void flippedBitInACarriedPageIsRefused() throws Exception {
    var frame = new ByteArrayOutputStream();
    Frame.of(Frame.Type.PAGES, PageFramesTest.plain(1, new byte[PageRun.PAGE]))
        .write(new DataOutputStream(frame));
    byte[] bytes = frame.toByteArray();
    bytes[1000] ^= 16;
    try (SSLSocket socket = link.raw()) {
      socket.getOutputStream().write(bytes);
      Frame answer = TestLink.answer(socket);
      assertThat(answer.type()).isEqualTo(Frame.Type.REFUSE);
      assertThat(answer.text()).contains("a checksum does not match");
    }
    PageStore store = link.stores.take();
    assertThat(store.ended.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(store.told).hasValue(0);
  }

  /** A peer that stops reading must not take the thread with it that gives the move up. */
  @Test
  void streamClosesWhileAnotherThreadsWriteIsStuck() throws Exception {
    var factory = zurich.context(PeerRule.anyHost()).getServerSocketFactory();
    try (var server =
        (SSLServerSocket) factory.createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSSLParameters(MutualTls.parameters());
      var peer = CompletableFuture.supplyAsync(() -> accept(server));
      OutgoingStream stream = TestLink.connect(madrid, server.getLocalPort());
      var sent = new AtomicLong();
      Thread writer = Thread.ofPlatform().start(() -> writeFor(stream, sent));
      var seen = new AtomicLong(-1);
      await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(300))
          .until(() -> seen.getAndSet(sent.get()) == sent.get() && sent.get() > 0);

      stream.close();
      writer.join();
      peer.get().close();
    }
  }

  private static SSLSocket accept(SSLServerSocket server) {
    try {
      var socket = (SSLSocket) server.accept();
      Frame.read(new DataInputStream(socket.getInputStream()), new byte[Frame.MAX_PAYLOAD]);
      Frame.of(Frame.Type.ACCEPT, "").write(new DataOutputStream(socket.getOutputStream()));
      return socket;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void writeFor(OutgoingStream stream, AtomicLong sent) {
    byte[] block = new byte[64 * 1024];
    try {
      while (true) {
        stream.write(Frame.of(Frame.Type.DATA, block));
        sent.incrementAndGet();
      }
    } catch (IOException e) {
      // The stream was closed, which is what the test waits for.
    }
  }
}
