package io.drayage.transfer.page;

/** Runs of equal bits in 512 of them, one for each page of a chunk of 2 MiB, as eight longs. */
public final class ChunkBits {
  /** Pages of a chunk. */
  public static final int PAGES = 512;

  /** Longs with a bit for each of them. */
  public static final int WORDS = PAGES / 64;

  private ChunkBits() {}

  /** The word with the bits of {@code from}, inclusive, to {@code to}, as far as they lie in it. */
  public static long mask(int word, int from, int to) {
    int low = Math.max(from - word * 64, 0);
    int high = Math.min(to - word * 64, 64);
    if (low >= high) {
      return 0;
    }
    long upTo = high == 64 ? -1L : (1L << high) - 1;
    return upTo & (-1L << low);
  }

  /** Sets or clears the bits of {@code from}, inclusive, to {@code to}. */
  public static void fill(long[] words, int from, int to, boolean value) {
    for (int i = from / 64; i < WORDS && i * 64 < to; i++) {
      long mask = mask(i, from, to);
      words[i] = value ? words[i] | mask : words[i] & ~mask;
    }
  }

  /** The first bit at or after {@code from} that has this value; 512 when there is none. */
  public static int next(long[] words, int from, boolean value) {
    int page = from;
    while (page < PAGES) {
      long word = value ? words[page / 64] : ~words[page / 64];
      word &= -1L << (page % 64);
      if (word != 0) {
        return page / 64 * 64 + Long.numberOfTrailingZeros(word);
      }
      page = (page / 64 + 1) * 64;
    }
    return PAGES;
  }

  /** Whether a page's bit is set. */
  public static boolean get(long[] words, int page) {
    return (words[page / 64] >>> (page % 64) & 1) != 0;
  }

  /** How many bits are set. */
  public static int count(long[] words) {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }
}
