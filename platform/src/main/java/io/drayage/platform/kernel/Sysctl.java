package io.drayage.platform.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One of the kernel's settings below {@code /proc/sys} (proc(5), sysctl(8)). The kernel gives a
 * setting's value to the first read alone and takes it from the first write alone, so each is done
 * by one call with everything in it. Thread-safe.
 *
 * @param file the setting's file
 */
public record Sysctl(Path file) {
  private static final Path ROOT = Path.of("/proc/sys");

  /** No setting that is one number or word is longer, in bytes. */
  private static final int LONGEST_VALUE = 4096;

  /** The setting of that name, as in {@code net.ipv4.ip_forward}. */
  public static Sysctl named(String name) {
    return new Sysctl(ROOT.resolve(name.replace('.', '/')));
  }

  /**
   * The value, without the newline at its end.
   *
   * @throws IOException when the kernel has no such setting or does not let this process read it
   */
  public String read() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[LONGEST_VALUE];
      int length = in.read(buffer);
      return new String(buffer, 0, Math.max(0, length), StandardCharsets.US_ASCII).strip();
    }
  }

  /**
   * The value of a setting that is one number.
   *
   * @throws IOException also when it is none
   */
  public long number() throws IOException {
    String value = read();
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IOException("%s holds '%s', which is no number".formatted(file, value), e);
    }
  }

  /**
   * Sets the value.
   *
   * @throws IOException when the kernel does not let this process, or refuses the value
   */
  public void write(String value) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(
            file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      out.write(value.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
