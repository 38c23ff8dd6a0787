package io.drayage.lab.demo.client;

import java.time.Duration;
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
  private Jedis jedis;
  private long opened;

  RedisConnection(HostAndPort address) {
    this.address = address;
    this.jedis = new Jedis(address, config);
  }

  /** The open connection, opened now if need be. */
  Jedis open() {
    if (!jedis.isConnected()) {
      jedis.connect();
      opened++;
    }
    return jedis;
  }

  /** Gives the connection up, so that {@link #open()} makes a new one. */
  void drop() {
    try {
      jedis.close();
    } catch (JedisException _) {
      // it is broken, which is why it goes
    }
    jedis = new Jedis(address, config);
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
