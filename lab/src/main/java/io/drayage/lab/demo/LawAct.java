package io.drayage.lab.demo;

import io.drayage.lab.demo.client.RedisFill;
import io.drayage.lab.demo.client.RedisWriter;
import io.drayage.lab.demo.image.WorkloadImages;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The acts of the law: a container that may be in the European Union only is refused a host outside
 * it, moves to one inside, and stays there when its next destination is revoked in mid-copy.
 */
final class LawAct {

  private static final String NAME = "european";
  private static final int PORT = 6379;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long FILL_BYTES = 16L * 1024 * 1024;
  // The fill takes a minute at this rate, so that the revocation comes in its middle.
  private static final long SLOWLY = 256L * 1024;

  private final DemoCluster cluster;
  private final DemoLaw law;
  private final DemoSettings settings;
  private final DemoProgress progress;
  private final Clock clock;
  private final List<Check> checks = new ArrayList<>();

  LawAct(
      DemoCluster cluster, DemoLaw law, DemoSettings settings, DemoProgress progress, Clock clock) {
    this.cluster = cluster;
    this.law = law;
    this.settings = settings;
    this.progress = progress;
    this.clock = clock;
  }

  /** What must hold, with what was found. */
  List<Check> carryOut() throws InterruptedException {
    String home = settings.timeService().from();
    String lawful = settings.timeService().to();
    progress.begin("Starting " + NAME + ", which may be in the EU only, on " + home);
    Await.until(clock, NAME, "may be started", LIMIT, cluster::isWhole);
    String image = WorkloadImages.redis().name();
    String regulation = law.europeanUnionOnly(NAME, cluster.imageId(image));
    var server = new HostAndPort(cluster.run(request(home), regulation), PORT);
    Await.until(clock, NAME, "answers", LIMIT, () -> RedisWriter.answers(server));
    RedisFill fill = RedisFill.ofBytes(settings.seed(), FILL_BYTES);
    try {
      fill.write(server);
      progress.done(fill.bytes() / (1024 * 1024) + " MiB of random values");
      refuse(home);
      allow(home, lawful);
      revoke(lawful, home, server, fill);
    } catch (JedisException e) {
      throw new DemoException(
          NAME + " at " + server + " failed its client: " + e.getMessage() + ": see dray logs", e);
    }
    return List.copyOf(checks);
  }

  private void refuse(String home) throws InterruptedException {
    String unlawful = settings.unlawful();
    DemoLaw.Packets packets = law.count(unlawful, home);
    progress.begin("Asking to move " + NAME + " to " + unlawful);
    String refusal = cluster.refusal(NAME, unlawful);
    long bytes = cluster.bytesSentTo(NAME, unlawful);
    long counted = packets.count();
    progress.done(refusal.isEmpty() ? "it moved" : "refused");
    check(
        !refusal.isEmpty(), "to %s: %s".formatted(unlawful, orElse(refusal, "it was not refused")));
    check(
        bytes == 0 && counted == 0,
        "%d bytes by the streams' own count, %d packets between %s and %s by the kernel's"
            .formatted(bytes, counted, home, unlawful));
    checkTraces(unlawful);
  }

  private void allow(String home, String lawful) throws InterruptedException {
    DemoLaw.Packets packets = law.count(lawful, home);
    progress.begin("Moving " + NAME + " to " + lawful);
    MoveTimings timings = cluster.migrate(NAME, lawful, settings.mode());
    long counted = packets.count();
    progress.done("allowed");
    check(
        timings.bytesSent() > 0 && counted > 0,
        "to %s: allowed; %d bytes, %d packets, counted alike"
            .formatted(lawful, timings.bytesSent(), counted));
  }

  private void revoke(String lawful, String home, HostAndPort server, RedisFill fill)
      throws InterruptedException {
    Await.until(clock, NAME, "has left " + home, LIMIT, () -> law.traces(NAME, home).isEmpty());
    progress.begin("Moving " + NAME + " back, and revoking " + home + " in mid-copy");
    String migration = cluster.begin(NAME, home, DemoSettings.PRE_COPY, SLOWLY);
    Await.until(
        clock,
        NAME,
        "is being copied",
        LIMIT,
        () ->
            cluster.migration(migration).state() == MigrationState.COPYING
                && !law.traces(NAME, home).isEmpty());
    long arriving = law.traces(NAME, home).lines().count();
    law.revoke(home);
    Migration ended = cluster.end(migration);
    progress.done(ended.state().toString());
    Await.until(clock, NAME, "answers", LIMIT, () -> RedisWriter.answers(server));
    check(
        ended.state() == MigrationState.ABORTED,
        "back to %s, revoked in mid-copy: %s".formatted(home, orElse(ended.failure(), "it moved")));
    check(arriving > 0, "%d files and directories of it were on %s".formatted(arriving, home));
    checkTraces(home);
    check(
        fill.lost(server) == 0,
        "it runs on %s with every one of its %d values".formatted(lawful, fill.values()));
  }

  private void checkTraces(String host) {
    String left = law.traces(NAME, host);
    check(
        left.isEmpty(),
        left.isEmpty()
            ? "nothing of it is on " + host
            : "on %s there is %s".formatted(host, left.lines().findFirst().orElse("")));
  }

  private void check(boolean passed, String statement) {
    checks.add(new Check(passed, statement));
  }

  private static String orElse(String text, String other) {
    return text.isEmpty() ? other : text;
  }

  private static ContainerRequest request(String host) {
    return new ContainerRequest(
        NAME,
        host,
        WorkloadImages.redis().name(),
        Map.of(),
        FILL_BYTES * 8,
        WorkloadImages.REDIS_COMMAND);
  }
}
