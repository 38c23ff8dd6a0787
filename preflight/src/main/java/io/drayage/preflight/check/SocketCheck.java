package io.drayage.preflight.check;

import io.drayage.preflight.fact.Ability;
import io.drayage.preflight.fact.OpenFile;
import io.drayage.preflight.fact.SocketUse;
import java.util.Set;

/** Whether each socket can be made anew (criu/sockets.c, sk-inet.c, sk-unix.c). */
final class SocketCheck implements Check {
  private static final int STREAM = 1;
  private static final int DATAGRAM = 2;
  private static final int RAW = 3;
  private static final int SEQUENCED = 5;
  private static final int MULTIPATH_TCP = 262;

  /** IP itself, ICMP, TCP, UDP, ICMPv6, UDP-Lite. */
  private static final Set<Integer> CARRIED = Set.of(0, 1, 6, 17, 58, 136);

  @Override
  public String name() {
    return "sockets";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    if (situation.restores()) {
      for (OpenFile file : situation.container().files()) {
        if (file.kind() == OpenFile.Kind.SOCKET) {
          file.socket().ifPresent(socket -> look(file, socket, situation, notes));
        }
      }
    }
    return notes.finding("every socket can be made again, with its connection");
  }

  private static void look(OpenFile file, SocketUse socket, Situation situation, Notes notes) {
    switch (socket.family()) {
      case SocketUse.UNIX -> {
        if (file.outside()) {
          notes.refuse(
              "%s is connected to a program outside of the container by a Unix socket"
                  .formatted(file.who()),
              "let it close that connection (to the host's syslog, Docker, D-Bus …)");
        } else if (socket.type() != STREAM
            && socket.type() != DATAGRAM
            && socket.type() != SEQUENCED) {
          unknown(file, socket, notes);
        }
      }
      case SocketUse.INET, SocketUse.INET6 -> lookAtInternet(file, socket, situation, notes);
      case SocketUse.NETLINK, SocketUse.PACKET -> {}
      default -> unknown(file, socket, notes);
    }
  }

  private static void lookAtInternet(
      OpenFile file, SocketUse socket, Situation situation, Notes notes) {
    if (socket.family() == SocketUse.INET6
        && situation.source().can(Ability.IPV6)
        && !situation.destination().can(Ability.IPV6)) {
      notes.refuse(
          "%s uses IP version 6, which the destination's kernel has not".formatted(file.who()),
          "turn IPv6 on there (ipv6.disable on the kernel's command line)");
    }
    if (!socket.upperLayer().isEmpty()) {
      notes.refuse(
          "%s has a connection that the kernel handles by %s"
              .formatted(file.who(), socket.upperLayer()),
          "turn off kernel TLS, or what else handles its connections in the kernel");
    } else if (socket.protocol() == MULTIPATH_TCP) {
      notes.refuse(
          "%s uses Multipath TCP".formatted(file.who()),
          "turn it off in the program (for Go: GODEBUG=multipathtcp=0)");
    } else if (socket.type() != RAW
        && (!CARRIED.contains(socket.protocol())
            || (socket.type() != STREAM && socket.type() != DATAGRAM))) {
      unknown(file, socket, notes);
    }
  }

  private static void unknown(OpenFile file, SocketUse socket, Notes notes) {
    notes.refuse(
        "%s has a socket of a sort that cannot be carried: %s"
            .formatted(file.who(), SocketNames.of(socket)),
        "let it close that socket, or do without it");
  }
}
