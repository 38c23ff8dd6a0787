package io.drayage.chaos.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What may go wrong in a migration. Everything but a killed CRIU or runc lasts until healed. */
public enum Fault {
  /** The source's agent dies by SIGKILL and is started again later. */
  SOURCE_AGENT_KILLED,
  DESTINATION_AGENT_KILLED,
  BOTH_AGENTS_KILLED,
  CONTROLLER_KILLED,
  /** Both agents and the controller die at once. */
  ALL_KILLED,
  /** Every CRIU on the host dies by SIGKILL: one that dumps or restores, or that waits to. */
  SOURCE_CRIU_KILLED,
  DESTINATION_CRIU_KILLED,
  /** Every runc on the host dies by SIGKILL: one that waits for its CRIU. */
  SOURCE_RUNC_KILLED,
  DESTINATION_RUNC_KILLED,
  /** Every process of the host dies at once: agent, container, all. The host's files stay. */
  SOURCE_GONE,
  DESTINATION_GONE,
  /** The agent is stopped by SIGSTOP: commands reach it, and it acts on them much later. */
  SOURCE_AGENT_STOPPED,
  DESTINATION_AGENT_STOPPED,
  CONTROLLER_STOPPED,
  /** Nothing reaches the host's own address, and nothing leaves it. */
  SOURCE_CUT_OFF,
  DESTINATION_CUT_OFF,
  /** Packets to the destination vanish, those from it arrive. */
  LINK_CUT_TO_DESTINATION,
  /** Packets from the destination vanish, those to it arrive. */
  LINK_CUT_FROM_DESTINATION,
  /** Both hosts' links carry next to nothing. */
  LINK_SLOW,
  /** The connection that memory and files cross on is reset. */
  STREAM_RESET,
  /** The destination's memory file system is full. */
  DESTINATION_MEMORY_FULL,
  /** The file system that the destination keeps its containers on is full. */
  DESTINATION_DISK_FULL;

  /** Its name on the command line and in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it ends the processes of containers on the destination, or on the source. */
  public boolean endsContainersOn(boolean destination) {
    return this == (destination ? DESTINATION_GONE : SOURCE_GONE);
  }

  /** The fault of a name. */
  public static Optional<Fault> parse(String word) {
    return Arrays.stream(values()).filter(fault -> fault.word().equals(word)).findFirst();
  }
}
