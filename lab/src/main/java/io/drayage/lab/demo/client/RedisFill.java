package io.drayage.lab.demo.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * Random values that fill a Redis server's memory. They follow from the seed alone, so they need
 * not be remembered to be compared later, and they cannot be compressed.
 *
 * @param seed what the values follow from
 * @param values how many values of {@link #VALUE_BYTES} bytes, from 1
 */
public record RedisFill(long seed, int values) {

  /** The size of one value, in bytes. */
  public static final int VALUE_BYTES = 4096;

  private static final int BATCH = 256;

  /** As many values as make up {@code bytes}. */
  public static RedisFill ofBytes(long seed, long bytes) {
    return new RedisFill(seed, Math.max(1, Math.toIntExact(bytes / VALUE_BYTES)));
  }

  /** How much the values hold, in bytes. */
  public long bytes() {
    return (long) values * VALUE_BYTES;
  }

  /** Writes every value. */
  public void write(HostAndPort server) {
    try (var connection = new RedisConnection(server)) {
      Jedis jedis = connection.open();
      for (int first = 0; first < values; first += BATCH) {
        Pipeline pipeline = jedis.pipelined();
        for (int index = first; index < end(first); index++) {
          pipeline.set(key(index), value(index));
        }
        for (Object answer : pipeline.syncAndReturnAll()) {
          if (answer instanceof RuntimeException refused) {
            throw refused;
          }
        }
      }
    }
  }

  /** Reads every value back and returns how many are missing or differ. */
  public long lost(HostAndPort server) {
    long lost = 0;
    try (var connection = new RedisConnection(server)) {
      Jedis jedis = connection.open();
      for (int first = 0; first < values; first += BATCH) {
        byte[][] keys =
            IntStream.range(first, end(first)).mapToObj(this::key).toArray(byte[][]::new);
        List<byte[]> found = jedis.mget(keys);
        for (int i = 0; i < keys.length; i++) {
          if (!Arrays.equals(found.get(i), value(first + i))) {
            lost++;
          }
        }
      }
    }
    return lost;
  }

  private int end(int first) {
    return Math.min(values, first + BATCH);
  }

  private byte[] key(int index) {
    return ("fill:" + index).getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] value(int index) {
    byte[] value = new byte[VALUE_BYTES];
    new SplittableRandom(seed + index).nextBytes(value);
    return value;
  }
}
