package io.drayage.agent.container;

import io.drayage.model.container.ContainerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The files in a new container's /etc that say who it is and whom it asks for names. */
final class IdentityFiles {
  private IdentityFiles() {}

  /**
   * Writes /etc/hostname, /etc/hosts and /etc/resolv.conf into the writable layer, so that they
   * move along. An image that has /etc as a link is left alone: the link may lead out of the
   * container.
   */
  static void write(ContainerSpec spec, Path root) {
    Path etc = root.resolve("etc");
    try {
      if (Files.isSymbolicLink(etc)) {
        return;
      }
      Files.createDirectories(etc);
      replace(etc.resolve("hostname"), spec.name() + "\n");
      replace(
          etc.resolve("hosts"),
          "127.0.0.1 localhost\n::1 localhost\n%s %s\n".formatted(spec.address(), spec.name()));
      Path resolver = Path.of("/etc/resolv.conf");
      if (Files.exists(resolver)) {
        replace(etc.resolve("resolv.conf"), Files.readString(resolver));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "files in /etc of %s cannot be written".formatted(spec.name()), e);
    }
  }

  /** Replaces rather than overwrites: the name may be a link out of the container. */
  private static void replace(Path file, String text) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(file);
    }
    Files.writeString(file, text);
  }
}
