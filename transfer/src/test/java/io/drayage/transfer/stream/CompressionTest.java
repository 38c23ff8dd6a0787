package io.drayage.transfer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Times are told, not taken: what a link does is written into the test. */
class CompressionTest {
  private static final int LENGTH = 56 * 4096;

  private final byte[] target = new byte[Compression.room(LENGTH)];

  @Test
  void compressibleContentIsCompressedOnASlowLinkAndUnpacksToTheSame() {
    byte[] content = repetitive();
    try (var compression = new Compression()) {
      int tries = 0;
      for (int i = 0; i < 100; i++) {
        int size = compression.compress(content, LENGTH, target, 0);
        if (size > 0) {
          tries++;
          assertThat(Zstd.decompress(Arrays.copyOf(target, size), LENGTH)).isEqualTo(content);
        }
        compression.wrote(LENGTH, LENGTH * 10_000L); // 100 KB/s
      }
      assertThat(tries).isEqualTo(100);
    }
  }

  @Test
  void compressionTurnsOffWhenTheLinkOutrunsItButForATryNowAndThen() {
    byte[] content = repetitive();
    try (var compression = new Compression()) {
      int late = 0;
      for (int i = 0; i < 1000; i++) {
        int size = compression.compress(content, LENGTH, target, 0);
        late += i >= 500 && size > 0 ? 1 : 0;
        compression.wrote(LENGTH, 0);
      }
      assertThat(late).isBetween(1, 500 / 32 + 1);
    }
  }

  @Test
  void compressionTurnsOnAgainWhenTheLinkGetsSlow() {
    byte[] content = repetitive();
    try (var compression = new Compression()) {
      for (int i = 0; i < 200; i++) {
        compression.compress(content, LENGTH, target, 0);
        compression.wrote(LENGTH, 0);
      }
      int late = 0;
      for (int i = 0; i < 1000; i++) {
        int size = compression.compress(content, LENGTH, target, 0);
        late += i >= 500 && size > 0 ? 1 : 0;
        compression.wrote(LENGTH, LENGTH * 10_000L);
      }
      assertThat(late).isEqualTo(500);
    }
  }

  @Test
  void incompressibleContentIsSentAsItIsAndSoonNotTriedEachTime() {
    byte[] content = new byte[LENGTH];
    new Random(1).nextBytes(content);
    try (var compression = new Compression()) {
      for (int i = 0; i < 200; i++) {
        assertThat(compression.compress(content, LENGTH, target, 0)).isZero();
        compression.wrote(LENGTH, LENGTH * 8L);
      }
    }
  }

  private static byte[] repetitive() {
    byte[] content = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      content[i] = (byte) (i % 61);
    }
    return content;
  }
}
