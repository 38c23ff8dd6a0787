package io.drayage.api.image;

import io.drayage.platform.process.Subprocess;
import io.drayage.platform.process.SubprocessException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Packs a directory into one tar with GNU tar, which knows hard links, devices and extended
 * attributes: the same directory gives the same bytes.
 */
final class DirectoryPacker {
  private DirectoryPacker() {}

  /**
   * Packs the directory's own file system; what is mounted below it is left out.
   *
   * @param tar a file that does not exist yet
   */
  static void pack(Path directory, Path tar) throws IOException {
    try {
      Subprocess.of(
              List.of(
                  "tar",
                  "--create",
                  "--file=" + tar.toAbsolutePath(),
                  "--directory=" + directory.toAbsolutePath(),
                  "--format=posix",
                  // Neither times of reading nor process ids may enter the headers.
                  "--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime",
                  "--sort=name",
                  "--numeric-owner",
                  "--xattrs",
                  "--xattrs-include=user.*",
                  "--xattrs-include=security.capability",
                  "--one-file-system",
                  "--warning=no-file-ignored",
                  "."))
          .env("LC_ALL", "C")
          .env("TAR_OPTIONS", "")
          .runOrThrow();
    } catch (SubprocessException e) {
      throw new IOException("tar could not pack it: " + e.stderr().strip(), e);
    }
  }
}
