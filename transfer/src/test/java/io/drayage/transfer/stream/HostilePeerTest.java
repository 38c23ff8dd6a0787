package io.drayage.transfer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.sun.management.ThreadMXBean;
import io.drayage.transfer.page.PageRun;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Whatever a peer says, an end of a stream takes it or fails with an IOException, and allocates no
 * more than a few frames' worth. Behind a valid certificate anything may be hostile.
 */
class HostilePeerTest {
  private static final int STREAMS = 40_000;
  private static final int ANSWERS = 40_000;
  private static final int HEADERS = 20_000;
  private static final long MOST_BYTES = 4L * Frame.MAX_PAYLOAD;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long seed = Long.getLong("drayage.hostile.seed", 20261123);
  private final HostileBytes hostile = new HostileBytes(seed);

  /** Counts, so that no test can pass without anything having come through. */
  private static final class Counting implements ItemStore {
    final AtomicLong pages = new AtomicLong();
    final AtomicLong items = new AtomicLong();

    @Override
    public void pages(PageRun run, ByteBuffer content) {
      assertThat((long) content.remaining()).isEqualTo(run.bytes());
      pages.addAndGet(run.pages());
    }

    @Override
    public void zeroes(PageRun run) {
      pages.addAndGet(run.pages());
    }

    @Override
    public void stale(PageRun run) {
      pages.addAndGet(run.pages());
    }

    @Override
    public OutputStream open(ItemKind kind, String name) {
      items.incrementAndGet();
      return OutputStream.nullOutputStream();
    }

    @Override
    public void ended() {}
  }

  @Test
  void receiverTakesOrRefusesWhateverASenderSends() throws IOException {
    System.out.println("HostilePeerTest: drayage.hostile.seed=" + seed);
    var store = new Counting();
    byte[] buffer = new byte[Frame.MAX_PAYLOAD];
    long refused = 0;
    for (int i = 0; i < STREAMS; i++) {
      byte[] bytes = hostile.from(sent());
      var answers = new RequestOutput(new Socket(), nowhere());
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        StreamListener.items(
            new DataInputStream(new ByteArrayInputStream(bytes)),
            answers,
            new Receipts(answers, true),
            buffer,
            store);
      } catch (IOException e) {
        refused++;
      }
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
    }

    assertThat(refused).isBetween(STREAMS / 10L, STREAMS - STREAMS / 10L);
    assertThat(store.pages).hasPositiveValue();
    assertThat(store.items).hasPositiveValue();
  }

  @Test
  void senderTakesOrRefusesWhateverAReceiverAnswers() throws Exception {
    long refused = 0;
    long taken = 0;
    for (int i = 0; i < ANSWERS; i++) {
      byte[] bytes = hostile.from(answered());
      var link = new LinkRate();
      link.wrote(1_000_000);
      Answers answers = Answers.read(new DataInputStream(new ByteArrayInputStream(bytes)), link);
      try {
        for (var frame = answers.next(Duration.ofMinutes(1));
            frame.isPresent();
            frame = answers.next(Duration.ofMinutes(1))) {
          if (frame.get().type() == Frame.Type.REQUEST) {
            PageFrames.request(frame.get());
          }
          taken++;
        }
      } catch (IOException e) {
        refused++;
      } finally {
        answers.end();
      }
    }

    assertThat(refused).isBetween(ANSWERS / 10L, (long) ANSWERS);
    assertThat(taken).isPositive();
  }

  @Test
  void headerIsReadOrRefused() {
    byte[] valid =
        """
        {"migration":"m-1","epoch":7,"container":"web","copy":3,"features":["received"]}
        """
            .getBytes(StandardCharsets.UTF_8);
    long refused = 0;
    for (int i = 0; i < HEADERS; i++) {
      try {
        StreamHeader _ = StreamListener.header(Frame.of(Frame.Type.HEADER, hostile.changed(valid)));
      } catch (StreamException e) {
        assertThat(e.getMessage()).hasSizeLessThan(200);
        refused++;
      }
    }

    assertThat(refused).isBetween(1L, HEADERS - 1L);
  }

  private static List<Frame> sent() {
    var frames = new ArrayList<Frame>();
    byte[] name = "\1layer".getBytes(StandardCharsets.UTF_8);
    frames.add(Frame.of(Frame.Type.ITEM, name));
    frames.add(Frame.of(Frame.Type.DATA, new byte[300]));
    frames.add(Frame.of(Frame.Type.ITEM_END, new byte[0]));
    frames.add(pages(false));
    frames.add(pages(true));
    frames.add(PageFrames.stale(List.of(new PageRun(1, 4096, 3), new PageRun(2, 81920, 1))));
    frames.add(Frame.of(Frame.Type.BARRIER, new byte[Long.BYTES]));
    return frames;
  }

  private static Frame pages(boolean packed) {
    byte[] content = new byte[2 * PageRun.PAGE];
    content[7] = 1;
    byte[] body = packed ? Zstd.compress(content) : content;
    ByteBuffer payload =
        ByteBuffer.allocate(PageFrames.PAGES_HEAD + 2 * PageFrames.RUN_BYTES + body.length);
    payload.put(packed ? PageFrames.ZSTANDARD : PageFrames.PLAIN);
    payload.putInt(content.length).putShort((short) 2);
    payload.putInt(1).putLong(8192).putInt(2);
    payload.putInt(1).putLong(65536).putInt(PageFrames.ZERO | 9);
    return Frame.of(Frame.Type.PAGES, payload.put(body).array());
  }

  private static List<Frame> answered() {
    return List.of(
        Frame.of(Frame.Type.RECEIVED, number(1000)),
        PageFrames.of(new PageRequest(true, List.of(new PageRun(1, 4096, 3)))),
        Frame.of(Frame.Type.RECEIVED, number(2000)),
        Frame.of(Frame.Type.ACK, number(1)),
        Frame.of(Frame.Type.RECEIVED, number(900_000)));
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static DataOutputStream nowhere() {
    return new DataOutputStream(OutputStream.nullOutputStream());
  }
}
