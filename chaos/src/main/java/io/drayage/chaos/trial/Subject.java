package io.drayage.chaos.trial;

import io.drayage.api.ContainerView;
import io.drayage.api.RunRequest;
import io.drayage.bench.probe.WorkloadClient;
import io.drayage.chaos.host.ChaosLab;
import io.drayage.chaos.watch.Copies;
import io.drayage.lab.demo.client.RedisWriter;
import io.drayage.lab.demo.image.ImageRecipe;
import io.drayage.lab.demo.image.WorkloadImages;
import io.drayage.lab.host.LabHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.HostAndPort;

/**
 * The container that is moved: a program that writes its memory all the time and can tell whether
 * every page is as written, and a Redis that keeps a file of all it acknowledged.
 *
 * @param memory asks the one
 * @param redis where the other listens
 */
public record Subject(WorkloadClient memory, HostAndPort redis) {
  /** The container's name. */
  public static final String NAME = "chaos-subject";

  /** Its image. */
  public static final ImageRecipe IMAGE =
      new ImageRecipe(
          "chaos", List.of("redis-server"), Map.of(), List.of(WorkloadImages.MEMORY_PROGRAM));

  private static final List<String> PROGRAMS = List.of("redis-", "memory-workload");
  private static final int MEMORY_PORT = 7000;
  private static final int REDIS_PORT = 6379;
  private static final long LIMIT_BYTES = 512L << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String SCRIPT =
      """
      %s --port %d --memory 48 --dirty 5 --children 1 --threads 2 &
      exec redis-server --save '' --appendonly yes --appendfsync everysec --dir /data \
        --protected-mode no --enable-debug-command yes --bind 0.0.0.0 >/dev/null
      """
          .formatted(WorkloadImages.MEMORY_PROGRAM, MEMORY_PORT);

  /** Starts one, and waits until it answers. */
  public static Subject start(ChaosLab lab, LabHost host) throws InterruptedException {
    ContainerView run =
        lab.client()
            .run(
                new RunRequest(
                    NAME,
                    host.name(),
                    IMAGE.name(),
                    List.of("sh", "-c", SCRIPT),
                    List.of(),
                    List.of("data:/data"),
                    LIMIT_BYTES));
    InetAddress address = InetAddress.ofLiteral(run.address());
    var subject =
        new Subject(
            new WorkloadClient(new InetSocketAddress(address, MEMORY_PORT)),
            new HostAndPort(run.address(), REDIS_PORT));
    try {
      subject.memory.awaitReady(PATIENCE);
    } catch (IOException e) {
      throw new IllegalStateException("the container does not answer: " + e.getMessage(), e);
    }
    Waiting.until(PATIENCE, () -> RedisWriter.answers(subject.redis));
    return subject;
  }

  /** Its own processes on a host. */
  static Copies on(LabHost host) {
    return new Copies(host, NAME, PROGRAMS);
  }
}
