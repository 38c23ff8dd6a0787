package io.drayage.cli.lab;

import java.nio.file.Path;

/** Where the lab's root and images are kept on this machine, outside any checkout. */
public final class Cache {
  private Cache() {}

  /** What the environment's DRAYAGE_CACHE says, or /var/cache/drayage. */
  public static Path directory() {
    return Path.of(System.getenv().getOrDefault("DRAYAGE_CACHE", "/var/cache/drayage"));
  }

  /** The built images. */
  public static Path images() {
    return directory().resolve("images");
  }
}
