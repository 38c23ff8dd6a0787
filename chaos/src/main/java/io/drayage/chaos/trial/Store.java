package io.drayage.chaos.trial;

import java.nio.charset.StandardCharsets;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.SafeEncoder;

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
   * @return how many keys its memory had and its file has not, or the other way round; 1 when only
   *     values differ
   * @throws JedisException when it does not answer or cannot read its file
   */
  long lostFromFile() {
    try (var jedis = new Jedis(server.getHost(), server.getPort(), PATIENCE_MILLIS)) {
      long inMemory = jedis.dbSize();
      String before = digest(jedis);
      Object _ = jedis.sendCommand(DEBUG, "LOADAOF");
      long keys = Math.abs(inMemory - jedis.dbSize());
      return keys == 0 && !before.equals(digest(jedis)) ? 1 : keys;
    }
  }

  /** Of all keys and values. */
  private static String digest(Jedis jedis) {
    return SafeEncoder.encode((byte[]) jedis.sendCommand(DEBUG, "DIGEST"));
  }

  /** Empties it for the next writer. */
  void empty() {
    try (var jedis = new Jedis(server.getHost(), server.getPort(), PATIENCE_MILLIS)) {
      String _ = jedis.flushAll();
      String _ = jedis.bgrewriteaof();
    }
  }
}
