package io.drayage.agent.container;

import io.drayage.model.container.ContainerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The files in a new container's /etc that say who it is and whom it asks for names. */
final class IdentityFiles {
  private static final Path HOSTS = Path.of("hosts");
  private static final Path NEW_HOSTS = Path.of(".hosts.drayage");

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
      replace(etc.resolve("hosts"), hosts(spec));
      Path resolver = Path.of("/etc/resolv.conf");
      if (Files.exists(resolver)) {
        replace(etc.resolve("resolv.conf"), Files.readString(resolver));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "files in /etc of %s cannot be written".formatted(spec.name()), e);
    }
  }

  /**
   * Replaces /etc/hosts of a container that runs. Its root user may turn any of its directories
   * into a link meanwhile, so none is followed on the way.
   *
   * @throws IllegalStateException when its /etc is no directory
   */
  static void rewriteHosts(ContainerSpec spec, Path root) {
    try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
      if (!(top instanceof SecureDirectoryStream<Path> directory)) {
        throw new IllegalStateException("this file system opens no directory without its path");
      }
      try (SecureDirectoryStream<Path> etc =
          directory.newDirectoryStream(Path.of("etc"), LinkOption.NOFOLLOW_LINKS)) {
        forget(etc, NEW_HOSTS);
        try (SeekableByteChannel out =
            etc.newByteChannel(
                NEW_HOSTS,
                Set.of(
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-r--r--")))) {
          ByteBuffer text = ByteBuffer.wrap(hosts(spec).getBytes(StandardCharsets.UTF_8));
          while (text.hasRemaining()) {
            out.write(text);
          }
        }
        etc.move(NEW_HOSTS, etc, HOSTS);
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "/etc/hosts of %s cannot be replaced: %s".formatted(spec.name(), e.getMessage()), e);
    }
  }

  private static void forget(SecureDirectoryStream<Path> etc, Path file) throws IOException {
    try {
      etc.deleteFile(file);
    } catch (NoSuchFileException e) {
      // As it should be; one is left only by an agent that died in between.
    }
  }

  private static String hosts(ContainerSpec spec) {
    var text =
        new StringBuilder(
            "127.0.0.1 localhost\n::1 localhost\n%s %s\n".formatted(spec.address(), spec.name()));
    spec.hosts().forEach(entry -> text.append(entry).append('\n'));
    return text.toString();
  }

  /** Replaces rather than overwrites: the name may be a link out of the container. */
  private static void replace(Path file, String text) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(file);
    }
    Files.writeString(file, text);
  }
}
