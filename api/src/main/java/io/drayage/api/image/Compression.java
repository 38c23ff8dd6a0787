package io.drayage.api.image;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** How a stream is compressed, told by its first bytes and not by its name. */
enum Compression {
  NONE(""),
  GZIP("1f8b"),
  ZSTD("28b52ffd"),
  XZ("fd377a585a00"),
  BZIP2("425a68");

  private static final int MAGIC_BYTES = 6;
  private static final int BUFFER = 128 * 1024;

  private final String magic;

  Compression(String magic) {
    this.magic = magic;
  }

  /** Buffers a stream so that {@link #of} can look ahead. */
  static BufferedInputStream buffered(InputStream in) {
    return new BufferedInputStream(in, BUFFER);
  }

  /** Looks at the first bytes and puts them back. */
  static Compression of(BufferedInputStream in) throws IOException {
    in.mark(MAGIC_BYTES);
    String head = HexFormat.of().formatHex(in.readNBytes(MAGIC_BYTES));
    in.reset();
    for (Compression candidate : values()) {
      if (candidate != NONE && head.startsWith(candidate.magic)) {
        return candidate;
      }
    }
    return NONE;
  }

  /** Uncompresses; the caller closes what it gave. */
  InputStream open(BufferedInputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP ->
          GzipCompressorInputStream.builder()
              .setInputStream(in)
              .setDecompressConcatenated(true)
              .get();
      case ZSTD -> new ZstdInputStream(in);
      case XZ, BZIP2 -> throw new IOException("compressed with " + name().toLowerCase(Locale.ROOT));
    };
  }
}
