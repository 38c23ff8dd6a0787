package io.drayage.dns.rfc2136;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where a name server listens.
 *
 * @param host name or IP address
 * @param port 1 to 65535
 */
public record ServerAddress(String host, int port) {
  static final int DNS = 53;

  public ServerAddress {
    if (host.isEmpty() || port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "name server '%s:%d' is not valid: write ADDRESS or ADDRESS:PORT".formatted(host, port));
    }
  }

  /**
   * Reads {@code ADDRESS}, {@code ADDRESS:PORT} or {@code [IPV6]:PORT}; the port is 53 where none
   * is given.
   *
   * @throws IllegalArgumentException when it has another form
   */
  public static ServerAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    boolean port = colon >= 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
    String host = (port ? text.substring(0, colon) : text).replaceAll("^\\[(.*)]$", "$1");
    try {
      return new ServerAddress(host, port ? Integer.parseInt(text.substring(colon + 1)) : DNS);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "name server '%s' is not valid: write ADDRESS or ADDRESS:PORT".formatted(text), e);
    }
  }

  InetSocketAddress resolve() throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[%s]:%d" : "%s:%d").formatted(host, port);
  }
}
