package io.drayage.transfer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Times are told, not taken: what a link does is written into the test. */
class CompressionTest {
  private static final int LENGTH = 56 * 4096;

  /** Nanoseconds for a byte: 100 KB/s. */
  private static final double SLOW = 10_000;

  private final byte[] target = new byte[Compression.room(LENGTH)];

  @Test
  void compressibleContentIsCompressedOnASlowLinkAndUnpacksToTheSame() {
    byte[] content = repetitive();
    try (var compression = new Compression()) {
      for (boolean overlaps : new boolean[] {false, true}) {
        for (int i = 0; i < 50; i++) {
          int size = compression.compress(content, LENGTH, target, 0, SLOW, overlaps);
          assertThat(size).isPositive();
          assertThat(Zstd.decompress(Arrays.copyOf(target, size), LENGTH)).isEqualTo(content);
        }
      }
    }
  }

  @Test
  void compressionIsOffWhereTheLinkOutrunsItButForATryNowAndThen() {
    try (var compression = new Compression()) {
      assertThat(compressed(compression, repetitive(), 500, 0, true)).isBetween(1, 500 / 32 + 1);
      assertThat(compressed(compression, repetitive(), 500, 0, false)).isBetween(1, 500 / 32 + 1);
    }
  }

  @Test
  void compressionTurnsOnAtOnceWhenTheLinkGetsSlow() {
    try (var compression = new Compression()) {
      compressed(compression, repetitive(), 200, 0, true);
      assertThat(compressed(compression, repetitive(), 500, SLOW, true)).isEqualTo(500);
    }
  }

  @Test
  void incompressibleContentIsSentAsItIs() {
    byte[] content = new byte[LENGTH];
    new Random(1).nextBytes(content);
    try (var compression = new Compression()) {
      assertThat(compressed(compression, content, 200, SLOW, true)).isZero();
    }
  }

  @Test
  void contentThatTurnsCompressibleIsNoticed() {
    byte[] content = new byte[LENGTH];
    new Random(1).nextBytes(content);
    try (var compression = new Compression()) {
      compressed(compression, content, 200, SLOW, true);
      compressed(compression, repetitive(), 200, SLOW, true);
      assertThat(compressed(compression, repetitive(), 100, SLOW, true)).isEqualTo(100);
    }
  }

  private int compressed(
      Compression compression, byte[] content, int frames, double link, boolean overlaps) {
    int count = 0;
    for (int i = 0; i < frames; i++) {
      count += compression.compress(content, LENGTH, target, 0, link, overlaps) > 0 ? 1 : 0;
    }
    return count;
  }

  private static byte[] repetitive() {
    byte[] content = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      content[i] = (byte) (i % 61);
    }
    return content;
  }
}
