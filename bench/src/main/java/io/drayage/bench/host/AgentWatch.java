package io.drayage.bench.host;

import io.drayage.bench.report.AgentMemory;
import io.drayage.lab.host.LabHost;
import io.drayage.lab.machine.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at the agents' resident memory every few milliseconds (proc_pid_status(5)), from its start
 * until it is stopped. It owns one thread.
 */
public final class AgentWatch implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final double KIB_OF_MIB = 1024;

  /** Anonymous memory and files together, and memory that is shared: the page cache. */
  record Resident(long ownKiB, long sharedKiB) {
    static Resident parse(List<String> status) {
      return new Resident(
          field(status, "RssAnon:") + field(status, "RssFile:"), field(status, "RssShmem:"));
    }

    private static long field(List<String> status, String name) {
      return status.stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(0);
    }
  }

  private static final class Agent {
    private final Path status;
    private final long idleKiB;
    private long mostKiB;
    private long mostSharedKiB;

    Agent(Path status) throws IOException {
      this.status = status;
      this.idleKiB = Resident.parse(Files.readAllLines(status)).ownKiB();
    }

    void look() throws IOException {
      Resident now = Resident.parse(Files.readAllLines(status));
      mostKiB = Math.max(mostKiB, now.ownKiB());
      mostSharedKiB = Math.max(mostSharedKiB, now.sharedKiB());
    }
  }

  private final List<Agent> agents = new ArrayList<>();
  private final Thread thread;
  private volatile boolean stopped;

  private AgentWatch(List<LabHost> hosts) throws IOException {
    for (LabHost host : hosts) {
      agents.add(new Agent(status(host)));
    }
    thread = Thread.ofPlatform().name("agent-watch").start(this::watch);
  }

  /** Starts to look at the agents of hosts; what they have now is what they have when idle. */
  static AgentWatch start(List<LabHost> hosts) {
    try {
      return new AgentWatch(hosts);
    } catch (IOException e) {
      throw new LabException("cannot read the agents' memory: " + e.getMessage(), e);
    }
  }

  /** The agent is its supervisor's one child. */
  private static Path status(LabHost host) throws IOException {
    String supervisor = Files.readString(host.path("/run/drayage/agent.pid")).strip();
    String agent =
        Files.readString(host.path("/proc/%s/task/%s/children".formatted(supervisor, supervisor)))
            .strip();
    return host.path("/proc/" + agent + "/status");
  }

  private void watch() {
    while (!stopped) {
      try {
        for (Agent agent : agents) {
          agent.look();
        }
      } catch (IOException e) {
        return; // the agent is gone, and the move will say so
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Ends it, and returns what it saw. */
  public AgentMemory stop() {
    close();
    return new AgentMemory(
        agents.stream().mapToLong(agent -> agent.idleKiB).max().orElse(0) / KIB_OF_MIB,
        agents.stream().mapToLong(agent -> agent.mostKiB - agent.idleKiB).max().orElse(0)
            / KIB_OF_MIB,
        agents.stream().mapToLong(agent -> agent.mostSharedKiB).max().orElse(0) / KIB_OF_MIB);
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
