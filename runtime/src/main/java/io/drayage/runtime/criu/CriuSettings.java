package io.drayage.runtime.criu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CRIU's configuration file of one container, which runc names to CRIU by the annotation {@code
 * org.criu.config} (CRIU documentation, "Configuration files").
 */
public final class CriuSettings {
  private static final Path UNIFIED = Path.of("/sys/fs/cgroup/cgroup.controllers");

  private CriuSettings() {}

  /**
   * Settings for a dump. The agent cuts the container's network itself before the dump, so CRIU's
   * own lock, which costs up to 100 ms, is skipped.
   */
  public static void writeForDump(Path file) {
    write(file, "");
  }

  /** Settings for a restore that runs a hold's script at each of CRIU's stages. */
  public static void writeForRestore(Path file, RestoreHold hold) {
    write(file, "action-script \"%s\"\n".formatted(hold.script()) + cgroups());
  }

  /**
   * On a machine with cgroup v2 alone, runc tells CRIU no cgroup to restore into, and CRIU would
   * put the tasks into the one that they were dumped in, the source's. Told to ignore cgroups, it
   * leaves them in its own, which runc has made the destination's.
   */
  private static String cgroups() {
    return Files.exists(UNIFIED) ? "manage-cgroups=ignore\n" : "";
  }

  private static void write(Path file, String more) {
    try {
      Files.writeString(
          file,
          """
          network-lock skip
          tcp-established
          file-locks
          """
              + more);
    } catch (IOException e) {
      throw new UncheckedIOException("CRIU's settings %s cannot be written".formatted(file), e);
    }
  }
}
