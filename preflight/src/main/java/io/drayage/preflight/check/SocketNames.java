package io.drayage.preflight.check;

import io.drayage.preflight.fact.SocketUse;
import java.util.Map;

/** Names of sockets' families and protocols, for people (linux/socket.h, linux/in.h). */
final class SocketNames {
  private static final Map<Integer, String> FAMILIES =
      Map.ofEntries(
          Map.entry(15, "key management (AF_KEY)"),
          Map.entry(21, "RDS"),
          Map.entry(29, "CAN"),
          Map.entry(30, "TIPC"),
          Map.entry(31, "Bluetooth"),
          Map.entry(38, "kernel cryptography (AF_ALG)"),
          Map.entry(40, "virtual machine sockets (AF_VSOCK)"),
          Map.entry(41, "KCM"),
          Map.entry(43, "SMC"),
          Map.entry(44, "XDP"));
  private static final Map<Integer, String> PROTOCOLS =
      Map.of(33, "DCCP", 132, "SCTP", 262, "Multipath TCP", 115, "L2TP");

  private SocketNames() {}

  static String of(SocketUse socket) {
    if (socket.family() == SocketUse.INET || socket.family() == SocketUse.INET6) {
      return PROTOCOLS.getOrDefault(
          socket.protocol(), "IP protocol %d, type %d".formatted(socket.protocol(), socket.type()));
    }
    return FAMILIES.getOrDefault(
        socket.family(), "address family %d, type %d".formatted(socket.family(), socket.type()));
  }
}
