package io.drayage.lab.demo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.lab.demo.image.WorkloadImages;
import io.drayage.lab.demo.workload.FreePort;
import io.drayage.lab.demo.workload.Passing;
import io.drayage.lab.demo.workload.Workload;
import io.drayage.lab.demo.workload.WorkloadRoot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Against Debian's real Redis server in the demonstration's own image. */
class RedisWriterTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration FROZEN = Duration.ofMillis(400);

  private final HostAndPort server = new HostAndPort("127.0.0.1", FreePort.next());
  @TempDir private Path directory;
  private Workload redis;

  @BeforeEach
  void startRedis() {
    redis = start();
  }

  @AfterEach
  void endRedis() {
    redis.close();
  }

  @Test
  void aServerThatStoodStillIsOneGapAndLosesNothing() throws InterruptedException {
    RedisFill fill = RedisFill.ofBytes(42, 2 * 1024 * 1024);
    fill.write(server);
    try (var writer = RedisWriter.start(server)) {
      awaitAnswers(writer);
      writer.meter().restart();
      long begin = System.nanoTime();
      redis.freeze();
      Passing.of(FROZEN);
      redis.thaw();
      awaitAnswers(writer);
      RedisReport report = writer.finish();
      Duration whole = Duration.ofNanos(System.nanoTime() - begin);

      assertThat(report.longestGap()).isBetween(FROZEN, whole);
      assertThat(report.lost()).isZero();
      assertThat(report.acknowledged()).isPositive();
      assertThat(report.connections()).isEqualTo(1);
      assertThat(report.failures()).isZero();
      assertThat(report.sameProcess()).isTrue();
      assertThat(report.sequenceHeld()).isTrue();
      assertThat(fill.lost(server)).isZero();
    }
  }

  @Test
  void everyAcknowledgedWriteThatIsGoneOrChangedIsCounted() throws InterruptedException {
    RedisFill fill = new RedisFill(7, 300);
    fill.write(server);
    try (var writer = RedisWriter.start(server)) {
      awaitAnswers(writer);
      try (var jedis = new Jedis(server)) {
        jedis.del("w:0", "w:3");
        jedis.set("w:5", "another");
        jedis.del("fill:299");
      }

      assertThat(writer.finish().lost()).isEqualTo(3);
      assertThat(fill.lost(server)).isEqualTo(1);
    }
  }

  @Test
  void anotherSeedsValuesAreNotTheFills() {
    new RedisFill(1, 300).write(server);

    assertThat(new RedisFill(1000, 300).lost(server)).isEqualTo(300);
  }

  @Test
  void aServerThatBeganAnewHasLostItsState() throws InterruptedException {
    try (var writer = RedisWriter.start(server)) {
      awaitAnswers(writer);
      redis.close();
      redis = start();
      awaitAnswers(writer);
      RedisReport report = writer.finish();

      assertThat(report.lost()).isPositive();
      assertThat(report.failures()).isPositive();
      assertThat(report.connections()).isGreaterThan(1);
      assertThat(report.sameProcess()).isFalse();
      assertThat(report.sequenceHeld()).isFalse();
    }
  }

  private Workload start() {
    List<String> command =
        WorkloadImages.REDIS_COMMAND.stream()
            .map(word -> word.equals("6379") ? Integer.toString(server.getPort()) : word)
            .map(word -> word.equals("0.0.0.0") ? server.getHost() : word)
            .toList();
    Workload started =
        Workload.start(
            WorkloadRoot.unpacked(WorkloadImages.redis()),
            Map.of(),
            command,
            directory.resolve("log"));
    await().atMost(LIMIT).until(() -> RedisWriter.answers(server));
    return started;
  }

  private static void awaitAnswers(RedisWriter writer) throws InterruptedException {
    assertThat(writer.meter().awaitAnswers(50, LIMIT)).isTrue();
  }
}
