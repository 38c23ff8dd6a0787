package io.drayage.lab.demo.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A client that writes {@code w:0}, {@code w:1}, … to a Redis server, one after the other, and
 * repeats each until it is acknowledged; so the acknowledged writes are exactly those below a
 * number. Between the writes it increments a counter. It owns one virtual thread and one
 * connection; both end with {@link #close()}.
 */
public final class RedisWriter implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final int BATCH = 1000;
  private static final String COUNTER = "w:sequence";

  private final HostAndPort server;
  private final RedisConnection connection;
  private final GapMeter meter = new GapMeter(System::nanoTime);
  private final SequenceCheck sequence = new SequenceCheck();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final String runId;
  private volatile boolean closing;
  private long acknowledged;
  private long failures;

  private RedisWriter(HostAndPort server) {
    this.server = server;
    this.connection = new RedisConnection(server);
    this.runId = runId(connection.open());
  }

  /** Whether the server answers a PING, asked over a connection of its own. */
  public static boolean answers(HostAndPort server) {
    try (var connection = new RedisConnection(server)) {
      return connection.open().ping().equals("PONG");
    } catch (JedisException _) {
      return false;
    }
  }

  /** Starts to write to a server that holds none of this writer's keys. */
  public static RedisWriter start(HostAndPort server) {
    var writer = new RedisWriter(server);
    Thread.ofVirtual().name("demo-redis-writer").start(writer::writeUntilClosed);
    return writer;
  }

  /** The meter of this client's gap. */
  public GapMeter meter() {
    return meter;
  }

  /**
   * Stops writing, reads every acknowledged write back over a new connection, and reports.
   *
   * @throws JedisException when the server cannot be asked
   */
  public RedisReport finish() throws InterruptedException {
    closing = true;
    ended.await();
    try (var checking = new RedisConnection(server)) {
      Jedis jedis = checking.open();
      return new RedisReport(
          acknowledged,
          lost(jedis),
          failures,
          connection.opened(),
          meter.longest(),
          runId.equals(runId(jedis)),
          sequence.held());
    }
  }

  private void writeUntilClosed() {
    try {
      while (!closing) {
        if (attempt(() -> write(acknowledged))) {
          acknowledged++;
          if (!attempt(this::increment)) {
            sequence.failed();
          }
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      connection.close();
      ended.countDown();
    }
  }

  private void write(long n) {
    String answer = connection.open().set("w:" + n, Long.toString(n));
    if (!answer.equals("OK")) {
      throw new JedisException("SET answered " + answer);
    }
  }

  private void increment() {
    sequence.acknowledged(connection.open().incr(COUNTER));
  }

  private boolean attempt(Runnable command) {
    try {
      command.run();
      meter.answered();
      return true;
    } catch (JedisException _) {
      failures++;
      connection.drop();
      return false;
    }
  }

  private long lost(Jedis jedis) {
    long lost = 0;
    for (long first = 0; first < acknowledged; first += BATCH) {
      long[] numbers = LongStream.range(first, Math.min(acknowledged, first + BATCH)).toArray();
      List<String> found =
          jedis.mget(LongStream.of(numbers).mapToObj(n -> "w:" + n).toArray(String[]::new));
      for (int i = 0; i < numbers.length; i++) {
        if (!Long.toString(numbers[i]).equals(found.get(i))) {
          lost++;
        }
      }
    }
    return lost;
  }

  private static String runId(Jedis jedis) {
    return jedis
        .info("server")
        .lines()
        .filter(line -> line.startsWith("run_id:"))
        .findFirst()
        .orElse("");
  }

  /** Stops writing. */
  @Override
  public void close() {
    closing = true;
  }
}
