package io.drayage.runtime;

import java.nio.file.Path;

/** Who gives restored tasks the memory that their checkpoint left behind. */
@FunctionalInterface
public interface LazyPages {
  /**
   * Listens for the restore to hand over its tasks' userfaultfds; called before the restore begins.
   *
   * @param socket the Unix socket that CRIU will connect to (CRIU documentation, "Userfaultfd");
   *     its directory exists
   */
  void listen(Path socket);
}
