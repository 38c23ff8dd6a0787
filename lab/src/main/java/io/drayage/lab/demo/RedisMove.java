package io.drayage.lab.demo;

import io.drayage.lab.demo.client.RedisFill;
import io.drayage.lab.demo.client.RedisReport;
import io.drayage.lab.demo.client.RedisWriter;
import io.drayage.lab.demo.image.WorkloadImages;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Moves a Redis server full of random values under a writer and reads back all that it
 * acknowledged.
 */
final class RedisMove {

  private static final int PORT = 6379;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long ANSWERS_BEFORE = 1000;
  private static final long ANSWERS_AFTER = 500;

  private final DemoCluster cluster;
  private final DemoSettings settings;
  private final DemoProgress progress;
  private final Clock clock;
  private final String name;
  private final String mode;

  /**
   * A move that is not begun.
   *
   * @param name of the container, which is made for it
   * @param mode how it moves
   */
  RedisMove(
      DemoCluster cluster,
      DemoSettings settings,
      DemoProgress progress,
      Clock clock,
      String name,
      String mode) {
    this.name = name;
    this.mode = mode;
    this.cluster = cluster;
    this.settings = settings;
    this.progress = progress;
    this.clock = clock;
  }

  MoveReport carryOut() throws InterruptedException {
    String from = settings.redis().from();
    String to = settings.redis().to();
    progress.begin("Starting " + name + " on " + from);
    var server = new HostAndPort(cluster.run(request(from)), PORT);
    Await.until(clock, name, "answers", LIMIT, () -> RedisWriter.answers(server));
    progress.done(server.toString());

    RedisFill fill = RedisFill.ofBytes(settings.seed(), settings.fillBytes());
    progress.begin("Filling " + name + " with random values (seed " + fill.seed() + ")");
    try {
      fill.write(server);
      progress.done(fill.bytes() / (1024 * 1024) + " MiB");
      return move(server, fill, from, to);
    } catch (JedisException e) {
      throw new DemoException(
          name + " at " + server + " failed its client: " + e.getMessage() + ": see dray logs", e);
    }
  }

  private MoveReport move(HostAndPort server, RedisFill fill, String from, String to)
      throws InterruptedException {
    try (var writer = RedisWriter.start(server)) {
      awaitAnswers(writer, ANSWERS_BEFORE);
      Duration before = writer.meter().restart();
      progress.begin("Moving " + name + " from " + from + " to " + to);
      MoveTimings timings = cluster.migrate(name, to, mode);
      awaitAnswers(writer, ANSWERS_AFTER);
      progress.detail("reading every value back");
      RedisReport seen = writer.finish();
      long lostFill = fill.lost(server);
      progress.done("the client waited " + seen.longestGap().toMillis() + " ms");
      return report(timings, seen, fill, lostFill, before);
    }
  }

  private MoveReport report(
      MoveTimings timings, RedisReport seen, RedisFill fill, long lostFill, Duration before) {
    List<Check> checks =
        List.of(
            new Check(
                seen.lost() == 0,
                seen.lost() == 0
                    ? "every one of the %d acknowledged writes is there"
                        .formatted(seen.acknowledged())
                    : "%d of the %d acknowledged writes are gone"
                        .formatted(seen.lost(), seen.acknowledged())),
            new Check(
                lostFill == 0,
                lostFill == 0
                    ? "every one of the %d values of the fill is as it was".formatted(fill.values())
                    : "%d of the %d values of the fill are gone or differ"
                        .formatted(lostFill, fill.values())),
            new Check(seen.sameProcess(), "the same process answers: its run id is unchanged"),
            new Check(seen.sequenceHeld(), "the server's own counter went on, step by step"));
    String note =
        "the writer: longest gap before the move %d ms; %d failed commands; %s"
            .formatted(
                before.toMillis(),
                seen.failures(),
                seen.connections() == 1
                    ? "its open connection survived"
                    : "over " + seen.connections() + " connections");
    return new MoveReport(
        new MoveSummary(
            name,
            settings.redis().from(),
            settings.redis().to(),
            timings.mode(),
            seen.longestGap().toMillis(),
            timings.frozenMs(),
            timings.totalMs(),
            timings.bytesSent(),
            seen.lost() + lostFill,
            seen.sameProcess() && seen.sequenceHeld(),
            timings.forecast()),
        checks,
        List.of(note));
  }

  private ContainerRequest request(String host) {
    return new ContainerRequest(
        name,
        host,
        WorkloadImages.redis().name(),
        Map.of(),
        settings.fillBytes() * 4,
        WorkloadImages.REDIS_COMMAND);
  }

  private void awaitAnswers(RedisWriter writer, long answers) throws InterruptedException {
    if (!writer.meter().awaitAnswers(answers, LIMIT)) {
      throw Await.neverDid(name, "gave its writer %d answers".formatted(answers), LIMIT);
    }
  }
}
