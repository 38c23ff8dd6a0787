package io.drayage.runtime.runc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The pipes between a container and its monitor, by the names that /proc/PID/fd gives them. Every
 * task of the container that still has one of them must get the new monitor's in its place.
 *
 * @param out what the container began with as stdout
 * @param err what it began with as stderr
 */
record Stdio(String out, String err) {
  private static final Pattern PIPE = Pattern.compile("pipe:\\[\\d{1,20}]");
  private static final Stdio NONE = new Stdio("-", "-");

  /** Where a container's own are noted. */
  static Path file(Path scratch) {
    return scratch.resolve("stdio");
  }

  /** Where those of a checkpoint are noted among its images. */
  static Path image(Path images) {
    return images.resolve("stdio");
  }

  /** What a process has now. */
  static Stdio of(long pid) throws IOException {
    Path descriptors = Path.of("/proc", Long.toString(pid), "fd");
    return new Stdio(
        Files.readSymbolicLink(descriptors.resolve("1")).toString(),
        Files.readSymbolicLink(descriptors.resolve("2")).toString());
  }

  /** Reads a note; whatever is no pipe's name is passed over. */
  static Stdio read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return NONE;
    }
    List<String> words = List.of(Files.readString(file).strip().split(" ", -1));
    return words.size() == 2 && words.stream().allMatch(w -> PIPE.matcher(w).matches())
        ? new Stdio(words.get(0), words.get(1))
        : NONE;
  }

  void write(Path file) throws IOException {
    Files.writeString(file, out + " " + err + "\n");
  }
}
