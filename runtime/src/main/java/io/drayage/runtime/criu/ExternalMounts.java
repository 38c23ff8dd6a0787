package io.drayage.runtime.criu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The mounts of a container whose content is not its own, such as volumes: CRIU leaves their
 * content alone, and mounts what the destination has in their places (CRIU documentation, "External
 * bind mounts").
 *
 * @param sources the host's file or directory for each mount point inside
 */
public record ExternalMounts(Map<String, Path> sources) {
  private static final int MOUNT_POINT = 4;

  public ExternalMounts {
    sources = Map.copyOf(sources);
  }

  /**
   * CRIU's options for a dump: of all external mounts those that the container has.
   *
   * @param pid the container's first process
   * @throws IOException when its mounts cannot be read
   */
  List<String> dumpOptions(long pid) throws IOException {
    var options = new ArrayList<String>();
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/mountinfo"))) {
      String point = List.of(line.split(" ", -1)).get(MOUNT_POINT);
      if (sources.containsKey(point)) {
        options.addAll(List.of("--external", "mnt[%1$s]:%1$s".formatted(point)));
      }
    }
    return options;
  }

  /** CRIU's options for a restore: all external mounts that a container may have. */
  List<String> restoreOptions() {
    var options = new ArrayList<String>();
    new TreeMap<>(sources)
        .forEach((point, source) ->
            options.addAll(List.of("--external", "mnt[%s]:%s".formatted(point, source))));
    return options;
  }
}
