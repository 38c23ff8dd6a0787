package io.drayage.lab.demo.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The recipes of the demonstration's and the benchmark's images, with the commands that start them.
 */
public final class WorkloadImages {

  /** Starts the time service; it reads its settings from the environment. */
  public static final List<String> TIME_SERVICE_COMMAND =
      List.of("/usr/bin/node", "/srv/time-service.js");

  /** Starts Redis with nothing but its memory: what a move loses, no file brings back. */
  public static final List<String> REDIS_COMMAND =
      List.of(
          "/usr/bin/redis-server",
          "--save",
          "",
          "--appendonly",
          "no",
          "--protected-mode",
          "no",
          "--bind",
          "0.0.0.0",
          "--port",
          "6379",
          "--dir",
          "/tmp");

  /** The self-checking memory workload, in the lab's root and in the image; takes options. */
  public static final String MEMORY_PROGRAM = "/usr/local/lib/drayage-lab/memory-workload";

  private WorkloadImages() {}

  /** Node.js, Express, the SigV4 signer and the service's one file. */
  public static ImageRecipe timeService() {
    return new ImageRecipe(
        "time-service",
        List.of("nodejs", "node-express", "node-aws4"),
        Map.of("/srv/time-service.js", resource("time-service.js")));
  }

  /** Debian's Redis server and its command-line client. */
  public static ImageRecipe redis() {
    return new ImageRecipe("redis", List.of("redis-server", "redis-tools"), Map.of());
  }

  /** The self-checking memory workload, one static program. */
  public static ImageRecipe memory() {
    return new ImageRecipe("memory-workload", List.of(), Map.of(), List.of(MEMORY_PROGRAM));
  }

  private static String resource(String name) {
    try (InputStream in =
        WorkloadImages.class.getResourceAsStream("/io/drayage/lab/demo/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the lab's jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
