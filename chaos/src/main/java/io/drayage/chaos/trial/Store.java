package io.drayage.chaos.trial;

import java.nio.charset.StandardCharsets;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisException;

/** The Redis of a container that was moved, looked at when it has arrived. One thread. */
final class Store {
  private static final ProtocolCommand DEBUG = () -> "DEBUG".getBytes(StandardCharsets.US_ASCII);
  private static final int PATIENCE_MILLIS = 30_000;

  private final HostAndPort server;

  Store(HostAndPort server) {
    this.server = server;
  }

  /**
   * Has the server read all its data from its file anew.
   *
   * @return how many keys its memory had and its file has not, or the other way round
   * @throws JedisException when it does not answer or cannot read its file
   */
  long lostFromFile() {
    try (var jedis = new Jedis(server.getHost(), server.getPort(), PATIENCE_MILLIS)) {
      long inMemory = jedis.dbSize();
      Object _ = jedis.sendCommand(DEBUG, "LOADAOF");
      return Math.abs(inMemory - jedis.dbSize());
    }
  }

  /** Empties it for the next writer. */
  void empty() {
    try (var jedis = new Jedis(server.getHost(), server.getPort(), PATIENCE_MILLIS)) {
      String _ = jedis.flushAll();
      String _ = jedis.bgrewriteaof();
    }
  }
}
