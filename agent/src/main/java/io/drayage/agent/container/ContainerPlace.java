package io.drayage.agent.container;

import java.nio.file.Path;

/**
 * Where a container's files are on this host. What is below {@link #home()} is on disk and survives
 * a reboot; what is below {@link #scratch()} is in memory and does not.
 *
 * @param home on disk
 * @param scratch in memory
 */
public record ContainerPlace(Path home, Path scratch) {
  /** The record of what this host knows about the container. */
  public Path record() {
    return home.resolve("record.json");
  }

  /** The writable layer (overlayfs upper directory). */
  public Path writableLayer() {
    return home.resolve("layer");
  }

  /** overlayfs's own directory beside the writable layer. */
  public Path overlayWork() {
    return home.resolve("overlay-work");
  }

  /** Where the layers are mounted as one root file system. */
  public Path root() {
    return home.resolve("root");
  }

  /** A volume's directory. */
  public Path volume(String name) {
    return home.resolve("volumes").resolve(name);
  }

  /** What the container wrote to stdout and stderr. */
  public Path log() {
    return home.resolve("container.log");
  }

  /** The checkpoint's images, in memory. */
  public Path images() {
    return scratch.resolve("images");
  }

  /** The mark of a container that is slowed down for a move. */
  public Path throttled() {
    return scratch.resolve("throttled");
  }

  /** What was sent of a tree in earlier rounds. */
  public Path snapshot(String tree) {
    return scratch.resolve("sent-" + tree);
  }
}
