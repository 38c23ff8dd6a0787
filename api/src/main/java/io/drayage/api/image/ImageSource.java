package io.drayage.api.image;

import io.drayage.model.image.ImageConfig;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Recognises a container image in a file or directory: a root file system (directory, or tar plain,
 * gzip or zstd), an OCI image layout (directory or tar), or a Docker archive.
 */
public final class ImageSource {
  private static final int TAR_RECORD = 512;
  private static final String CURE =
      "give a root file system (directory or .tar[.gz|.zst]), an OCI layout or a docker-archive";

  private final Path path;
  private final ImageOptions options;

  private ImageSource(Path path, ImageOptions options) {
    this.path = path;
    this.options = options;
  }

  /** Opens an image for this machine's platform with the default limits. */
  public static Image open(Path path) {
    return open(path, ImageOptions.defaults());
  }

  /**
   * Opens an image, reading and checking all of it: digests, names, limits. This takes the time and
   * the disk space of its uncompressed layers.
   *
   * @return the image; the caller closes it
   * @throws ImageException when there is none, or it is damaged, hostile, too large, or for another
   *     platform
   */
  public static Image open(Path path, ImageOptions options) {
    return new ImageSource(path, options).open();
  }

  private Image open() {
    if (!Files.exists(path)) {
      throw refused("no such file or directory", "check the path");
    }
    if (!Files.isReadable(path)) {
      throw refused("it may not be read", "run as its owner or as root");
    }
    try {
      Scratch scratch = Scratch.in(options.scratch());
      boolean opened = false;
      try {
        Image image = Files.isDirectory(path) ? fromDirectory(scratch) : fromFile(scratch);
        opened = true;
        return image;
      } finally {
        if (!opened) {
          scratch.close();
        }
      }
    } catch (LimitExceededException e) {
      throw refused(e, "it is too large: ", "give a smaller image");
    } catch (IllegalArgumentException e) {
      throw refused(new IOException(e.getMessage(), e), "", CURE);
    } catch (IOException e) {
      throw refused(
          e,
          "",
          String.valueOf(e.getMessage()).contains("No space left")
              ? "free some space in " + options.scratch()
              : "check the image, or fetch or make it again");
    }
  }

  private Image fromDirectory(Scratch scratch) throws IOException {
    if (Files.exists(path.resolve("oci-layout"))) {
      try (ImageFiles files = new DirectoryFiles(path)) {
        return ociLayout(files, scratch);
      }
    }
    TarContents contents = new TarContents();
    try (Stream<Path> entries = Files.list(path)) {
      entries.forEach(entry ->
          contents.add(
              entry.getFileName().toString(),
              Files.isRegularFile(entry),
              Files.isExecutable(entry) ? 0111 : 0));
    }
    requireRootFileSystem(contents);
    Path tar = scratch.newFile();
    DirectoryPacker.pack(path, tar);
    return rootFileSystem(reader(scratch).inPlace(tar), scratch);
  }

  private Image fromFile(Scratch scratch) throws IOException {
    LayerReader reader = reader(scratch);
    LayerReader.Read whole =
        requireTar() ? reader.inPlace(path) : reader.copy(Files.newInputStream(path));
    // No digest vouches for this tar: one that a broken download cut between two files must show.
    if (!whole.ended()) {
      throw refused("it is cut off: the tar's end mark is missing", "fetch or pack it again");
    }
    if (whole.contents().isOciLayout()) {
      try (ImageFiles files = new TarFiles(whole.layer().tar())) {
        return ociLayout(files, scratch);
      }
    }
    if (whole.contents().isDockerArchive()) {
      try (ImageFiles files = new TarFiles(whole.layer().tar())) {
        return new DockerArchive(files, options.platform(), options.limits())
            .read(reader(scratch), scratch);
      }
    }
    requireRootFileSystem(whole.contents());
    return rootFileSystem(whole, scratch);
  }

  /** Requires a tar, maybe compressed, and says whether it is plain. */
  private boolean requireTar() throws IOException {
    if (!Files.isRegularFile(path)) {
      throw refused("it is neither a file nor a directory", CURE);
    }
    try (BufferedInputStream in = Compression.buffered(Files.newInputStream(path))) {
      Compression compression = Compression.of(in);
      if (compression == Compression.XZ || compression == Compression.BZIP2) {
        throw refused("it is compressed with " + compression, "uncompress it first");
      }
      try (InputStream plain = compression.open(in)) {
        byte[] record = plain.readNBytes(TAR_RECORD);
        if (!TarArchiveInputStream.matches(record, record.length)) {
          throw refused("it is no tar archive", CURE);
        }
      }
      return compression == Compression.NONE;
    }
  }

  private void requireRootFileSystem(TarContents contents) {
    if (!contents.isRootFileSystem()) {
      throw refused(
          contents.isEmpty()
              ? "it is empty"
              : "it has neither bin, sbin, usr, lib or etc nor a program at its top",
          CURE);
    }
  }

  private Image ociLayout(ImageFiles files, Scratch scratch) throws IOException {
    return new OciLayout(files, options.platform(), options.limits())
        .read(reader(scratch), scratch);
  }

  private Image rootFileSystem(LayerReader.Read layer, Scratch scratch) {
    return new Image(
        options.platform().architecture(), ImageConfig.EMPTY, List.of(layer.layer()), scratch);
  }

  private LayerReader reader(Scratch scratch) {
    return new LayerReader(scratch, new Budget(options.limits()));
  }

  private ImageException refused(String why, String cure) {
    return new ImageException("Cannot use the image " + path, why, cure);
  }

  private ImageException refused(IOException e, String prefix, String cure) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new ImageException("Cannot use the image " + path, prefix + why, cure, e);
  }
}
