package io.drayage.transfer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.transfer.page.PageRun;
import io.drayage.transfer.stream.PageStore.Page;
import io.drayage.trust.tls.MutualTls;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages over real TLS and a link of a limited rate, which socket buffers hide at first. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CompressedStreamTest {
  /** So slow that compressing is quicker on any machine; others are for measuring by hand. */
  private static final long RATE = Long.getLong("drayage.link.bytes", 20_000_000);

  /** The mix makes 0.57 when all of it is compressed, and 0.9 when nothing is. */
  private static final double MOST =
      Double.parseDouble(System.getProperty("drayage.link.most", "0.65"));

  private static final long BASE = 0x7f00_0000_0000L;
  private static final int PAGES = Integer.getInteger("drayage.link.pages", 12_800);
  private static final int BATCH = 256;

  private final Random random = new Random(1);

  @Test
  void mixedMemoryCrossesASlowLinkCompressedAlmostThroughout(@TempDir Path directory)
      throws Exception {
    var identities = TestIdentities.in(directory);
    MutualTls madrid = identities.host("madrid");
    try (var link = new TestLink(madrid, identities.host("zurich"));
        var proxy = new ShapedProxy(link.port(), RATE);
        OutgoingStream stream = TestLink.connect(madrid, proxy.port());
        PageSender sender = stream.pages()) {
      ByteBuffer batch = ByteBuffer.allocateDirect(BATCH * PageRun.PAGE);
      long begin = System.nanoTime();
      for (int page = 0; page < PAGES; page += BATCH) {
        batch.clear();
        for (int i = 0; i < BATCH; i++) {
          batch.put(content(page + i));
        }
        sender.send(7, BASE + page * (long) PageRun.PAGE, batch.flip());
      }
      sender.flush();
      stream.barrier();
      double seconds = (System.nanoTime() - begin) / 1e9;

      double share = stream.bytesSent() / (PAGES * (double) PageRun.PAGE);
      System.out.printf(
          "CompressedStreamTest: %d bytes/s: %.3f of raw, %.1f s%n", RATE, share, seconds);
      PageStore store = link.stores.element();
      assertThat(store.content.size() + store.zeroes.size()).isEqualTo(PAGES);
      assertThat(store.zeroes).containsKey(new Page(7, BASE));
      assertThat(share).isLessThanOrEqualTo(MOST);
    }
  }

  /** As the benchmark's workload: one zero, five that compress to a third, four random. */
  private byte[] content(int number) {
    byte[] page = new byte[PageRun.PAGE];
    if (number % 10 == 0) {
      return page;
    }
    random.nextBytes(page);
    if (number % 10 <= 5) {
      for (int i = PageRun.PAGE / 3; i < PageRun.PAGE; i++) {
        page[i] = (byte) (i % 64);
      }
    }
    return page;
  }
}
