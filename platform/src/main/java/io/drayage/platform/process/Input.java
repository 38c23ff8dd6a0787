package io.drayage.platform.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Where a program's stdin comes from. */
sealed interface Input {
  /** /dev/null. */
  record Nothing() implements Input {}

  /** Copied from a stream, which is not closed; the program sees end of file after it. */
  record Copied(InputStream from) implements Input {}

  /** Written by the owner of the {@link RunningProcess}. */
  record Piped() implements Input {}

  /** This process's own stdin. */
  record Inherited() implements Input {}

  default ProcessBuilder.Redirect redirect() {
    return switch (this) {
      case Nothing _ -> ProcessBuilder.Redirect.from(new java.io.File("/dev/null"));
      case Copied _, Piped _ -> ProcessBuilder.Redirect.PIPE;
      case Inherited _ -> ProcessBuilder.Redirect.INHERIT;
    };
  }

  /** Feeds the program. A program that stops reading is no error; a source that fails is. */
  static void feed(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    try (to) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        try {
          to.write(buffer, 0, n);
          to.flush();
        } catch (IOException e) {
          return; // EPIPE: its exit code says whether it had read enough
        }
      }
    }
  }
}
