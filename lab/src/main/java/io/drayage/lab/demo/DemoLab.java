package io.drayage.lab.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The lab as the demonstration needs it. Failures are {@link DemoException}s. */
public interface DemoLab {

  /**
   * Brings the lab up, its controller and agents included, and returns what runs containers on it.
   * May say how far it is.
   */
  DemoCluster up(DemoProgress progress) throws InterruptedException;

  /** Takes the lab down with all that runs in it; harmless when it is not up, and after a crash. */
  void down();

  /** The cached root file system of the lab's hosts, from which images are made; only read. */
  Path root();

  /** A directory on tmpfs that only root can read and that {@link #down()} removes. */
  Path privateDirectory();

  /** A lab host's address, reachable from the other hosts, the containers and this machine. */
  String address(String host);

  /**
   * Starts a program in a lab host's network, but with this machine's files, both outputs going to
   * {@code log}. {@link #down()} ends it at the latest; it outlives this process.
   */
  ProcessHandle start(String host, List<String> command, Path log) throws IOException;
}
