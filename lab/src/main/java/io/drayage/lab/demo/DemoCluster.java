package io.drayage.lab.demo;

import io.drayage.model.migration.Migration;
import java.nio.file.Path;

/**
 * A running lab's controller as the demonstration needs it. Failures are {@link DemoException}s.
 */
public interface DemoCluster {

  /** Imports a root file system's tar as the image {@code name}; importing it again is harmless. */
  void importImage(String name, Path tar) throws InterruptedException;

  /** The id of an imported image. */
  String imageId(String name);

  /** Whether all hosts of the lab are up, as the controller says. */
  boolean isWhole();

  /** Runs a container and returns its address, which it keeps when it moves. */
  String run(ContainerRequest request) throws InterruptedException;

  /** The same with a Regulation, PEM. */
  String run(ContainerRequest request, String regulation) throws InterruptedException;

  /** Moves a container and returns when the move is complete: MIGRATED, the source released. */
  MoveTimings migrate(String container, String toHost, String mode) throws InterruptedException;

  /** Asks for a move that ought to be refused, and returns the refusal; empty when it began. */
  String refusal(String container, String toHost);

  /** What all moves of a container to a host have sent, in bytes, as the streams counted. */
  long bytesSentTo(String container, String toHost);

  /** Begins a move that sends no more than so many bytes a second, and returns its id. */
  String begin(String container, String toHost, String mode, long bytesPerSecond);

  /** A move as it stands. */
  Migration migration(String id);

  /** Waits for a move's end. */
  Migration end(String id) throws InterruptedException;
}
