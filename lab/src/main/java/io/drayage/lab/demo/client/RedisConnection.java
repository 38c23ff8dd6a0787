package io.drayage.lab.demo.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One connection to a Redis server that is opened again after it broke. Like {@link
 * KeepAliveConnection} it waits long for an answer and short for a handshake. One thread.
 */
final class RedisConnection implements AutoCloseable {

  private static final Duration CONNECT_LIMIT = Duration.ofMillis(50);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private final HostAndPort address;
  private final DefaultJedisClientConfig config =
      DefaultJedisClientConfig.builder()
          .connectionTimeoutMillis((int) CONNECT_LIMIT.toMillis())
          .socketTimeoutMillis((int) ANSWER_LIMIT.toMillis())
          .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
          .build();
  private @Nullable Jedis jedis;
  private long opened;

  RedisConnection(HostAndPort address) {
    this.address = address;
  }

  /** The open connection, opened now if need be. */
  Jedis open() {
    Jedis current = jedis;
    if (current == null) {
      current = new Jedis(address, config);
      jedis = current;
      opened++;
    }
    return current;
  }

  /** Gives the connection up, so that {@link #open()} makes a new one. */
  void drop() {
    if (jedis != null) {
      try {
        jedis.close();
      } catch (JedisException _) {
        // it is broken, which is why it goes
      }
      jedis = null;
    }
  }

  /** How many connections were opened until now. */
  long opened() {
    return opened;
  }

  @Override
  public void close() {
    drop();
  }
}
