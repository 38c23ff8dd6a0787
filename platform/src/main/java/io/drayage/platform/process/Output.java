package io.drayage.platform.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Where one of a program's two output streams goes. */
sealed interface Output {
  /** Kept in memory. */
  record Captured(int bound) implements Output {}

  /** Copied to a stream, which stays open. */
  record Copied(OutputStream to) implements Output {}

  /** Handed on line by line, in UTF-8, on a virtual thread. */
  record Lines(Consumer<String> to) implements Output {}

  /** Appended to a file by the program itself, so that it may outlive this process. */
  record Appended(Path file) implements Output {}

  /** Thrown away. */
  record Discarded() implements Output {}

  /** This process's own stream. */
  record Inherited() implements Output {}

  default ProcessBuilder.Redirect redirect() {
    return switch (this) {
      case Captured _, Copied _, Lines _ -> ProcessBuilder.Redirect.PIPE;
      case Appended(Path file) -> ProcessBuilder.Redirect.appendTo(file.toFile());
      case Discarded _ -> ProcessBuilder.Redirect.DISCARD;
      case Inherited _ -> ProcessBuilder.Redirect.INHERIT;
    };
  }

  /** Moves everything from the program's stream to where it goes, keeping the tail of it. */
  default void pump(InputStream from, TailBuffer tail) throws IOException {
    switch (this) {
      case Captured _ -> from.transferTo(tail);
      case Copied(OutputStream to) -> {
        byte[] buffer = new byte[64 * 1024];
        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
          tail.write(buffer, 0, n);
          to.write(buffer, 0, n);
          to.flush();
        }
      }
      case Lines(Consumer<String> to) -> {
        var reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          byte[] bytes = (line + '\n').getBytes(StandardCharsets.UTF_8);
          tail.write(bytes, 0, bytes.length);
          to.accept(line);
        }
      }
      case Appended _, Discarded _, Inherited _ -> {
        // The program writes there itself: no pipe, nothing to move.
      }
    }
  }
}
