package io.drayage.lab.demo;

import io.drayage.lab.demo.store.S3ProxyProgram;
import java.nio.file.Path;

/**
 * What the demonstration moves, and how.
 *
 * @param timeService where the time service starts and moves to
 * @param redis where Redis starts and moves to
 * @param unlawful a host outside the European Union
 * @param storeHost the lab host whose network the object store uses
 * @param mode the migration mode that is shown beside cold
 * @param fillBytes how much Redis holds, in bytes
 * @param seed what Redis's random values follow from
 * @param imageCache the directory of the built images
 * @param objectStore the object store's program
 */
public record DemoSettings(
    Route timeService,
    Route redis,
    String unlawful,
    String storeHost,
    String mode,
    long fillBytes,
    long seed,
    Path imageCache,
    S3ProxyProgram objectStore) {

  /** The word for the mode that needs nothing but a freeze. */
  public static final String COLD = "cold";

  /** The word for the mode that copies memory while the container runs. */
  public static final String PRE_COPY = "pre-copy";

  /** The thesis's experiment on the default lab: out of Google's cloud into Amazon's, and back. */
  public static DemoSettings standard(long seed, Path imageCache, S3ProxyProgram objectStore) {
    return new DemoSettings(
        new Route("gcp-madrid-1", "aws-frankfurt-1"),
        new Route("aws-frankfurt-1", "gcp-madrid-1"),
        "aws-virginia-1",
        "controller",
        "auto",
        100L * 1024 * 1024,
        seed,
        imageCache,
        objectStore);
  }

  /** The same with so many bytes in Redis. */
  public DemoSettings withFill(long bytes) {
    return new DemoSettings(
        timeService, redis, unlawful, storeHost, mode, bytes, seed, imageCache, objectStore);
  }

  /** The same with another migration mode. */
  public DemoSettings withMode(String other) {
    return new DemoSettings(
        timeService, redis, unlawful, storeHost, other, fillBytes, seed, imageCache, objectStore);
  }

  /** From one lab host to another. */
  public record Route(String from, String to) {}
}
