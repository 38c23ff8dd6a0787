package io.drayage.lab.demo;

import java.nio.file.Path;

/**
 * A running lab's controller as the demonstration needs it. Failures are {@link DemoException}s.
 */
public interface DemoCluster {

  /** Imports a root file system's tar as the image {@code name}; importing it again is harmless. */
  void importImage(String name, Path tar) throws InterruptedException;

  /** Runs a container and returns its address, which it keeps when it moves. */
  String run(ContainerRequest request) throws InterruptedException;

  /** Moves a container and returns when the move is complete: MIGRATED, the source released. */
  MoveTimings migrate(String container, String toHost, String mode) throws InterruptedException;
}
