package io.drayage.preflight.fact;

/**
 * A socket.
 *
 * @param family number of its address family ({@code AF_…})
 * @param type number of its type ({@code SOCK_…})
 * @param protocol number of its protocol, in its family
 * @param upperLayer what handles the connection's data in the kernel, e.g. {@code tls}; empty for
 *     nothing
 */
public record SocketUse(int family, int type, int protocol, String upperLayer) {
  /** A socket's address family: on one host. */
  public static final int UNIX = 1;

  /** A socket's address family: IP version 4. */
  public static final int INET = 2;

  /** A socket's address family: IP version 6. */
  public static final int INET6 = 10;

  /** A socket's address family: talks to the kernel. */
  public static final int NETLINK = 16;

  /** A socket's address family: raw frames of a link. */
  public static final int PACKET = 17;
}
