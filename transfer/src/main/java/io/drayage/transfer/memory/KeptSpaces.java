package io.drayage.transfer.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the address spaces that a process before this one left, and their descriptors. */
final class KeptSpaces {
  private static final String MARK = ".placed-";

  private KeptSpaces() {}

  /** A space and its userfaultfd. */
  record Space(TaskPages task, int number, int fd) {}

  static List<Space> find(PageCache cache, Map<String, Integer> kept) throws IOException {
    List<Space> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(cache.directory())) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        int mark = name.indexOf(MARK);
        if (mark > 0) {
          int pid = Integer.parseInt(name.substring(0, mark));
          int number = Integer.parseInt(name.substring(mark + MARK.length()));
          String descriptor = WatchedSpace.name(pid, number);
          Integer fd = kept.get(descriptor);
          if (fd == null) {
            throw new IOException(
                "the descriptor "
                    + descriptor
                    + " was not kept: its task may have read zeros in place of missing pages");
          }
          TaskPages task =
              cache
                  .known(pid)
                  .orElseThrow(() -> new IOException("the cache has no pages of task " + pid));
          found.add(new Space(task, number, fd));
        }
      }
    }
    return found;
  }
}
