package io.drayage.preflight.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What {@code stat(2)} says of a file, links followed.
 *
 * @param mode type and permissions
 * @param device the device's number, if it is one
 * @param links names that it has
 * @param bytes its size
 */
record FileMode(int mode, long device, int links, long bytes) {
  /** The major number of /dev/null, /dev/zero and their like. */
  static final int MEMORY_DEVICES = 1;

  private static final int TYPE = 0170000;
  private static final int CHARACTER = 0020000;
  private static final int BLOCK = 0060000;
  private static final int FIFO = 0010000;
  private static final int SOCKET = 0140000;

  static FileMode of(Path file) throws IOException {
    Map<String, Object> found = Files.readAttributes(file, "unix:mode,rdev,nlink,size");
    return new FileMode(
        (int) number(found, "mode"),
        number(found, "rdev"),
        (int) number(found, "nlink"),
        number(found, "size"));
  }

  private static long number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Number number ? number.longValue() : 0;
  }

  boolean isCharacterDevice() {
    return (mode & TYPE) == CHARACTER;
  }

  boolean isBlockDevice() {
    return (mode & TYPE) == BLOCK;
  }

  boolean isDevice() {
    return isCharacterDevice() || isBlockDevice();
  }

  boolean isPipe() {
    return (mode & TYPE) == FIFO;
  }

  boolean isSocket() {
    return (mode & TYPE) == SOCKET;
  }

  /** As glibc's gnu_dev_major. */
  int major() {
    return (int) (((device >> 8) & 0xfff) | ((device >> 32) & ~0xfffL));
  }

  /** As glibc's gnu_dev_minor. */
  int minor() {
    return (int) ((device & 0xff) | ((device >> 12) & ~0xffL));
  }
}
