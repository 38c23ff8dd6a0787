package io.drayage.transfer.track;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.drayage.platform.foreign.AddressSpace;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/**
 * The hashes of the pages of one task that were handed over: 128 bits a page by XXH3, with a random
 * seed, so that no program can choose pages that collide. Takes 16 bytes a page, in blocks of 2 MiB
 * of addresses.
 */
final class PageHashes {
  private static final int BLOCK_SHIFT = 21;
  private static final int BLOCK_PAGES = 512;

  private final Hasher128 hasher = Hashing.xxh3_128(new SecureRandom().nextLong());
  private final Map<Long, long[]> blocks = new HashMap<>();
  private final byte[] page = new byte[AddressSpace.PAGE];

  /** The hash of the page at an offset of a buffer. */
  HashValue128 hash(ByteBuffer content, int offset) {
    content.get(offset, page);
    return hasher.hashBytesTo128Bits(page);
  }

  /** Whether this is the hash that was put last for an address. */
  boolean same(long address, HashValue128 hash) {
    long[] block = blocks.get(address >>> BLOCK_SHIFT);
    int place = place(address);
    return block != null
        && block[place] == hash.getMostSignificantBits()
        && block[place + 1] == hash.getLeastSignificantBits();
  }

  /** Notes what was handed over for an address. */
  void put(long address, HashValue128 hash) {
    long[] block =
        blocks.computeIfAbsent(address >>> BLOCK_SHIFT, key -> new long[2 * BLOCK_PAGES]);
    int place = place(address);
    block[place] = hash.getMostSignificantBits();
    block[place + 1] = hash.getLeastSignificantBits();
  }

  /** Forgets what was noted for pages, so that none of them is the same. */
  void forget(long start, long end) {
    for (long address = start; address < end; address += AddressSpace.PAGE) {
      long[] block = blocks.get(address >>> BLOCK_SHIFT);
      if (block != null) {
        int place = place(address);
        // As for a page never noted: no page in 2^128 has this hash.
        block[place] = 0;
        block[place + 1] = 0;
      }
    }
  }

  private static int place(long address) {
    return (int) (address / AddressSpace.PAGE % BLOCK_PAGES) * 2;
  }
}
