package io.drayage.runtime.criu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Scripts of sh. */
public final class Shell {
  private Shell() {}

  /** One word, whatever is in it. */
  public static String quote(Object word) {
    return "'" + word.toString().replace("'", "'\\''") + "'";
  }

  /** Writes a script that its owner alone may read and execute. */
  public static void write(Path script, String text) throws IOException {
    Files.writeString(script, text);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }
}
