package io.drayage.lab.demo.store;

import java.nio.file.Path;
import java.util.List;

/** Where an object store runs: a lab host, or in tests this machine. */
public interface StoreHost {

  /** The Java launcher, as the server sees its path. */
  String java();

  /**
   * A directory on tmpfs, as the server sees it, that is the store's alone; need not be there yet.
   */
  String directory();

  /** Writes a file, as the server sees its path, readable by root alone; makes its directory. */
  void write(String path, String text);

  /** Starts the server; it outlives this process, and {@link #stop()} or the host's end ends it. */
  void start(List<String> command);

  /** Whether the server runs. */
  boolean isRunning();

  /** The server's output, as this process sees it. */
  Path log();

  /** Ends the server at once, if it runs. */
  void stop();
}
