package io.drayage.api.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A private temporary directory (mode 0700) that goes away with its files when closed. */
final class Scratch implements Closeable {
  private final Path directory;
  private int files;

  private Scratch(Path directory) {
    this.directory = directory;
  }

  static Scratch in(Path parent) throws IOException {
    return new Scratch(Files.createTempDirectory(parent, "drayage-image-"));
  }

  /** Names a file that does not exist yet. */
  Path newFile() {
    files++;
    return directory.resolve(files + ".tar");
  }

  @Override
  public void close() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        Files.delete(entry);
      }
    }
    Files.delete(directory);
  }
}
