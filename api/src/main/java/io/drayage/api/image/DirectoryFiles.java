package io.drayage.api.image;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** An image's files in a directory. */
record DirectoryFiles(Path directory) implements ImageFiles {
  @Override
  public InputStream open(String name) throws IOException {
    Path file = directory.resolve(EntryNames.require(name, Integer.MAX_VALUE));
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException("the file " + name + " is missing");
    }
    return Files.newInputStream(file);
  }

  @Override
  public void close() {
    // Nothing is held open between calls.
  }
}
