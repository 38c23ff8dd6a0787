package io.drayage.agent.migration;

/** How a container's directory trees are called on a stream. */
final class TreeName {
  /** The writable layer. */
  static final String LAYER = "layer";

  private static final String VOLUME = "volume:";

  private TreeName() {}

  static String ofVolume(String volume) {
    return VOLUME + volume;
  }

  /** Whether the name is a volume's. */
  static boolean isVolume(String name) {
    return name.startsWith(VOLUME);
  }

  /** The volume that the name is for. */
  static String volume(String name) {
    return name.substring(VOLUME.length());
  }
}
