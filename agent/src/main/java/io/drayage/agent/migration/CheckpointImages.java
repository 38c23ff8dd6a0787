package io.drayage.agent.migration;

import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The images of one checkpoint: a directory of plain files in memory. */
final class CheckpointImages {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private CheckpointImages() {}

  /** Whether a peer may name a file so. */
  static boolean isValidName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Whether there are images. */
  static boolean exist(Path directory) throws IOException {
    return Files.exists(directory.resolve("inventory.img"));
  }

  static void delete(Path directory) {
    Subprocess.of("rm", "-rf", directory.toString()).runOrThrow();
  }
}
