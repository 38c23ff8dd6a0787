package io.drayage.transfer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.transfer.page.PageRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images as CRIU writes them, by hand. */
class PagemapImageTest {
  private static final long LAZY = 2;
  private static final long PRESENT = 4;
  private static final byte[] HEAD = {0x08, 0x01};

  private @TempDir Path images;

  private static byte[] entry(long... keysAndValues) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      varint(bytes, keysAndValues[i] << 3);
      varint(bytes, keysAndValues[i + 1]);
    }
    return bytes.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static byte[] image(byte[]... entries) {
    int length = 8 + Arrays.stream(entries).mapToInt(e -> 4 + e.length).sum();
    var image = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    image.putInt(0x54564319).putInt(0x56084025);
    for (byte[] entry : entries) {
      image.putInt(entry.length).put(entry);
    }
    return image.array();
  }

  private void write(int pid, byte[] image) throws IOException {
    Files.write(images.resolve("pagemap-" + pid + ".img"), image);
  }

  private void refused(byte[] image, String reason) throws IOException {
    write(1, image);
    assertThatThrownBy(() -> PagemapImage.lazyPages(images))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void lazyPagesOfAllTasksAreListedAndNoOthers() throws IOException {
    write(
        1,
        image(
            HEAD,
            entry(1, 0x1000, 2, 3, 4, LAZY),
            entry(1, 0x9000, 2, 1, 4, PRESENT),
            entry(1, 0xa000, 2, 1, 3, 1),
            entry(1, 0x7fff_ffff_f000L, 2, 1, 4, LAZY)));
    write(12, image(HEAD));
    write(3, image(HEAD, entry(1, 0x2000, 2, 1, 4, LAZY | PRESENT)));
    Files.writeString(images.resolve("pagemap-shmem-5.img"), "another kind");
    assertThat(PagemapImage.lazyPages(images))
        .containsExactlyInAnyOrder(
            new PageRun(1, 0x1000, 3),
            new PageRun(1, 0x7fff_ffff_f000L, 1),
            new PageRun(3, 0x2000, 1));
    assertThat(PagemapImage.tasks(images)).containsExactly(1, 3, 12);
  }

  @Test
  void countsOfSixtyFourBitsCountAndLongRunsAreCut() throws IOException {
    long pages = (1L << 33) + 7;
    write(1, image(HEAD, entry(1, 0x1000, 2, 0, 4, LAZY, 5, pages)));
    var runs = PagemapImage.lazyPages(images);
    assertThat(runs.stream().mapToLong(PageRun::pages).sum()).isEqualTo(pages);
    assertThat(runs.getLast().end()).isEqualTo(0x1000 + pages * 4096);
  }

  @Test
  void imageCutAnywhereIsRefusedOrEndsBetweenEntries() throws IOException {
    byte[] whole = image(HEAD, entry(1, 0x1000, 2, 3, 4, LAZY), entry(1, 0x9000, 2, 1, 4, LAZY));
    int first = 8 + 4 + HEAD.length;
    int second = first + 4 + entry(1, 0x1000, 2, 3, 4, LAZY).length;
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      if (length == 8 || length == first || length == second) {
        write(1, cut);
        assertThat(PagemapImage.lazyPages(images)).hasSize(length == second ? 1 : 0);
      } else {
        refused(cut, "");
      }
    }
  }

  @Test
  void whatNoTaskCanHaveIsRefused() throws IOException {
    refused(new byte[100], "is no pagemap");
    refused(image(HEAD, entry(1, 0x1001, 2, 1, 4, LAZY)), "where none can be");
    refused(image(HEAD, entry(1, -4096, 2, 1, 4, LAZY)), "where none can be");
    refused(image(HEAD, entry(1, 0x1000, 5, 1L << 62, 4, LAZY)), "more pages than a task");
    refused(image(HEAD, entry(1, 0x1000, 5, -1, 4, LAZY)), "more pages than a task");
    byte[] large = entry(1, 0x1000, 5, 1L << 35, 4, LAZY);
    refused(image(HEAD, large, large, large), "more pages than a task");
    refused(image(HEAD, new byte[] {0x0a, 1, 1}), "unknown form");
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) 0x80);
    refused(image(HEAD, endless), "without an end");
  }

  @Test
  void randomImagesAreReadOrRefusedAndNothingElse() throws IOException {
    long seed = Long.getLong("drayage.pagemap.seed", System.nanoTime());
    System.out.println("PagemapImageTest: drayage.pagemap.seed=" + seed);
    var random = new Random(seed);
    byte[] whole = image(HEAD, entry(1, 0x1000, 2, 3, 4, LAZY), entry(1, 0x9000, 2, 1, 4, LAZY));
    for (int i = 0; i < 3000; i++) {
      byte[] image = whole.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        image[8 + random.nextInt(image.length - 8)] = (byte) random.nextInt(256);
      }
      write(1, image);
      try {
        assertThat(PagemapImage.lazyPages(images).size()).isLessThanOrEqualTo(1 << 17);
      } catch (IOException e) {
        assertThat(e.getMessage()).as("image %d, seed %d", i, seed).isNotBlank();
      }
    }
  }
}
