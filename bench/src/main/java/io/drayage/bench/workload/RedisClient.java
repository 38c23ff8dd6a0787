package io.drayage.bench.workload;

import io.drayage.bench.probe.Beat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Redis's client: its heartbeat is its load. Each beat makes the server write some values anew by a
 * script (redis.lua), so that what was acknowledged is known to the last write.
 */
final class RedisClient implements Client {
  private static final String SCRIPT = script();
  private static final int VALUES_OF_MIB = 256;
  private static final int BEATS_OF_SECOND = 1000;
  private static final int ANSWER_MILLIS = 60_000;
  private static final long POLL_MILLIS = 50;

  /** So many values in one go: clients wait meanwhile. */
  private static final int AT_ONCE = 2048;

  private final InetSocketAddress address;
  private final long values;

  /** Writes of one beat, as the script gets it: the same number on both sides. */
  private final String writesOfBeat;

  private String script = "";
  private long beats;

  RedisClient(InetSocketAddress address, int memoryMiB, int dirtyMiBs) {
    this.address = address;
    this.values = (long) memoryMiB * VALUES_OF_MIB;
    this.writesOfBeat =
        String.format(Locale.ROOT, "%.4f", (double) dirtyMiBs * VALUES_OF_MIB / BEATS_OF_SECOND);
  }

  @Override
  public void awaitReady(Duration limit) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      try (Jedis redis = connect()) {
        script = redis.scriptLoad(SCRIPT);
        break;
      } catch (JedisException e) {
        if (System.nanoTime() > deadline) {
          throw new IOException("Redis at " + address + " does not answer: " + e, e);
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
    try (Jedis redis = connect()) {
      for (long from = 0; from < values; from += AT_ONCE) {
        Object _ = run(redis, "fill", from, Math.min(values, from + AT_ONCE));
      }
    } catch (JedisException e) {
      throw new IOException("Redis at " + address + " cannot be filled: " + e, e);
    }
  }

  @Override
  public Beat beat() {
    return new Beat("EVALSHA %s 0 beat %s %d".formatted(script, writesOfBeat, values), ":");
  }

  @Override
  public void remember() throws IOException {
    beats = beats();
  }

  @Override
  public Optional<String> fault() throws IOException {
    long wrong = 0;
    long versions = 0;
    // A beat on its way when the heartbeat ended may come in between.
    long least = written(beats());
    try (Jedis redis = connect()) {
      for (long from = 0; from < values; from += AT_ONCE) {
        List<?> part = (List<?>) run(redis, "check", from, Math.min(values, from + AT_ONCE));
        wrong += (Long) part.get(0);
        versions += (Long) part.get(1);
      }
    } catch (JedisException e) {
      throw new IOException("Redis cannot be checked: " + e, e);
    }
    long after = beats();
    if (wrong > 0) {
      return Optional.of("%d of %d values are wrong".formatted(wrong, values));
    }
    if (after < beats || versions < least || versions > written(after)) {
      return Optional.of(
          "after %d beats %d writes are there, not %d".formatted(after, versions, written(after)));
    }
    return Optional.empty();
  }

  private long written(long beats) {
    return (long) Math.floor(beats * Double.parseDouble(writesOfBeat));
  }

  private long beats() throws IOException {
    try (Jedis redis = connect()) {
      return Long.parseLong(Optional.ofNullable(redis.get("beat")).orElse("0"));
    } catch (JedisException e) {
      throw new IOException("Redis does not answer: " + e, e);
    }
  }

  private Object run(Jedis redis, String what, long from, long to) {
    return redis.evalsha(script, 0, what, Long.toString(from), Long.toString(to));
  }

  private Jedis connect() {
    return new Jedis(address.getHostString(), address.getPort(), ANSWER_MILLIS);
  }

  private static String script() {
    try (InputStream in = RedisClient.class.getResourceAsStream("redis.lua")) {
      if (in == null) {
        throw new IllegalStateException("the resource redis.lua is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
