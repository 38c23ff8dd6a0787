package io.drayage.transfer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.drayage.transfer.page.PageRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a hostile sender may put into frames whose checksums are right. */
class PageFramesTest {
  private static final long BASE = 0x5000_0000L;

  private final PageFrames frames = new PageFrames();
  private final PageStore store = new PageStore();

  @AfterEach
  void close() {
    frames.close();
  }

  /** The payload of a PAGES frame with one run, not compressed. */
  static byte[] plain(int pages, byte[] content) {
    return payload(PageFrames.PLAIN, content.length, List.of(new int[] {1, pages}), content);
  }

  private static byte[] payload(int encoding, int length, List<int[]> runs, byte[] content) {
    var payload = ByteBuffer.allocate(7 + runs.size() * PageFrames.RUN_BYTES + content.length);
    payload.put((byte) encoding).putInt(length).putShort((short) runs.size());
    for (int[] run : runs) {
      payload.putInt(run[0]).putLong(BASE).putInt(run[1]);
    }
    return payload.put(content).array();
  }

  private void take(byte[] payload) throws IOException {
    frames.take(Frame.of(Frame.Type.PAGES, payload), store);
  }

  private void refused(byte[] payload, String reason) {
    assertThatThrownBy(() -> take(payload))
        .isInstanceOf(StreamException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void plainAndCompressedPagesAreTaken() throws IOException {
    byte[] content = new byte[2 * PageRun.PAGE];
    content[5000] = 3;
    take(plain(2, content));
    var packed =
        payload(
            PageFrames.ZSTANDARD,
            content.length,
            List.of(new int[] {2, 2}),
            Zstd.compress(content));
    take(packed);
    assertThat(store.content).hasSize(4);
    assertThat(store.content.get(new PageStore.Page(2, BASE + PageRun.PAGE)))
        .isEqualTo(ByteBuffer.wrap(content, PageRun.PAGE, PageRun.PAGE));
  }

  @Test
  void contentAndRunsThatDisagreeAreRefused() {
    refused(plain(2, new byte[PageRun.PAGE]), "less content than pages");
    refused(plain(1, new byte[2 * PageRun.PAGE]), "more content than pages");
    refused(plain(Integer.MAX_VALUE, new byte[PageRun.PAGE]), "");
    refused(plain(1 | PageFrames.ZERO, new byte[PageRun.PAGE]), "more content than pages");
    refused(plain(0, new byte[0]), "");
    refused(
        payload(PageFrames.PLAIN, 0, List.of(new int[] {0, 1 | PageFrames.ZERO}), new byte[0]),
        "of task 0 are no run");
  }

  @Test
  void lengthsThatCannotBeAreRefused() {
    for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1, 4095, 1 << 20}) {
      refused(payload(PageFrames.PLAIN, length, List.of(), new byte[0]), "content of " + length);
    }
    refused(payload(PageFrames.PLAIN, PageRun.PAGE, List.of(), new byte[9]), "another length");
  }

  @Test
  void unknownEncodingsAreRefused() {
    for (int encoding : new int[] {2, -1, 127}) {
      refused(
          payload(encoding, PageRun.PAGE, List.of(), new byte[PageRun.PAGE]),
          "the unknown encoding " + encoding);
    }
  }

  @Test
  void countsThatCannotBeAreRefused() {
    for (int count : new int[] {-1, Short.MIN_VALUE, PageFrames.MOST_RUNS + 1, 1}) {
      byte[] head = ByteBuffer.allocate(7).putShort(5, (short) count).array();
      refused(head, "lists %d runs".formatted(count));
      byte[] stale = ByteBuffer.allocate(2).putShort((short) count).array();
      assertThatThrownBy(() -> PageFrames.takeStale(Frame.of(Frame.Type.STALE, stale), store))
          .isInstanceOf(StreamException.class);
      byte[] request = ByteBuffer.allocate(3).putShort(1, (short) count).array();
      assertThatThrownBy(() -> PageFrames.request(Frame.of(Frame.Type.REQUEST, request)))
          .isInstanceOf(StreamException.class);
    }
  }

  @Test
  void bombsAreRefusedWithoutBeingUnpacked() {
    byte[] bomb = Zstd.compress(new byte[64 * 1024 * 1024]);
    refused(
        payload(PageFrames.ZSTANDARD, PageRun.PAGE, List.of(new int[] {1, 1}), bomb),
        "cannot be decompressed");
    refused(
        payload(
            PageFrames.ZSTANDARD,
            2 * PageRun.PAGE,
            List.of(new int[] {1, 2}),
            Zstd.compress(new byte[PageRun.PAGE])),
        "another length");
    refused(
        payload(PageFrames.ZSTANDARD, PageRun.PAGE, List.of(new int[] {1, 1}), new byte[100]),
        "cannot be decompressed");
  }

  /** Sixteen bytes must not make the receiver keep note of terabytes. */
  @Test
  void runsLargerThanAnySenderMakesAreRefused() {
    int most = PageRun.MOST_PAGES;
    for (int pages : new int[] {most + 1, Integer.MAX_VALUE}) {
      refused(
          payload(
              PageFrames.PLAIN, 0, List.of(new int[] {1, pages | PageFrames.ZERO}), new byte[0]),
          "a run of %d pages".formatted(pages));
      byte[] stale =
          ByteBuffer.allocate(18).putShort((short) 1).putInt(1).putLong(BASE).putInt(pages).array();
      assertThatThrownBy(() -> PageFrames.takeStale(Frame.of(Frame.Type.STALE, stale), store))
          .isInstanceOf(StreamException.class)
          .hasMessageContaining("a run of");
    }
  }

  @Test
  void shortAndEmptyFramesAreRefused() {
    byte[] whole = plain(1, new byte[PageRun.PAGE]);
    for (int length = 0; length < 30; length++) {
      refused(java.util.Arrays.copyOf(whole, length), "");
    }
    assertThatThrownBy(() -> PageFrames.request(Frame.of(Frame.Type.REQUEST, new byte[0])))
        .isInstanceOf(StreamException.class)
        .hasMessageContaining("empty");
  }

  @Test
  void requestsAndStaleListsComeBackAsTheyWere() throws IOException {
    var runs = new ArrayList<PageRun>();
    for (int i = 0; i < PageFrames.MOST_RUNS; i++) {
      runs.add(new PageRun(1 + i, BASE + (long) i * PageRun.PAGE, 1 + i % 300));
    }
    var request = new PageRequest(true, runs);
    assertThat(PageFrames.request(PageFrames.of(request))).isEqualTo(request);
    PageFrames.takeStale(PageFrames.stale(runs), store);
    assertThat(store.stale).isEqualTo(runs);
    runs.add(new PageRun(1, BASE, 1));
    assertThatThrownBy(() -> PageFrames.stale(runs)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void randomPayloadsAreTakenOrRefusedAndNothingElse() {
    long seed = Long.getLong("drayage.frames.seed", System.nanoTime());
    System.out.println("PageFramesTest: drayage.frames.seed=" + seed);
    var random = new Random(seed);
    byte[] some = new byte[3 * PageRun.PAGE];
    some[1] = 1;
    byte[] packed =
        payload(PageFrames.ZSTANDARD, some.length, List.of(new int[] {1, 3}), Zstd.compress(some));
    byte[] whole = plain(3, some);
    var counting = new CountingStore();
    for (int i = 0; i < 20_000; i++) {
      byte[] payload = (i % 2 == 0 ? packed : whole).clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        payload[random.nextInt(Math.min(payload.length, 60))] = (byte) random.nextInt(256);
      }
      if (i % 5 == 0) {
        payload = java.util.Arrays.copyOf(payload, random.nextInt(payload.length));
      }
      if (i % 7 == 0) {
        random.nextBytes(payload);
      }
      Frame frame = Frame.of(Frame.Type.PAGES, payload);
      assertThatCode(() -> tolerate(() -> frames.take(frame, counting)))
          .as("frame %d, seed %d", i, seed)
          .doesNotThrowAnyException();
      assertThatCode(() -> tolerate(() -> PageFrames.takeStale(frame, counting)))
          .as("frame %d, seed %d", i, seed)
          .doesNotThrowAnyException();
      assertThatCode(() -> tolerate(() -> PageFrames.request(frame)))
          .as("frame %d, seed %d", i, seed)
          .doesNotThrowAnyException();
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void tolerate(Attempt attempt) throws IOException {
    try {
      attempt.run();
    } catch (StreamException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  /** Keeps nothing, whatever the size. */
  private static final class CountingStore implements ItemStore {
    @Override
    public void pages(PageRun run, ByteBuffer content) {
      assertThat(content.remaining()).isEqualTo(run.bytes());
    }

    @Override
    public void zeroes(PageRun run) {}

    @Override
    public void stale(PageRun run) {}

    @Override
    public java.io.OutputStream open(ItemKind kind, String name) throws IOException {
      throw new StreamException("no items");
    }

    @Override
    public void ended() {}
  }
}
