package io.drayage.bench.host;

import io.drayage.bench.report.AgentMemory;
import io.drayage.lab.host.LabHost;
import io.drayage.lab.machine.LabException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at the agents' resident memory (proc_pid_status(5)) and at their files in memory every few
 * milliseconds, from its start until it is stopped. It owns one thread.
 */
public final class AgentWatch implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final double KIB_OF_MIB = 1024;
  private static final double BYTES_OF_MIB = 1 << 20;

  private static final class Agent {
    private final Path status;
    private final File run;
    private final long idleKiB;
    private final long usedBefore;
    private long mostKiB;
    private long mostUsed;

    Agent(LabHost host) throws IOException {
      status = status(host);
      // Asked of the file system by its path: it is mounted in the host's namespace alone.
      run = host.path("/run").toFile();
      idleKiB = resident(Files.readAllLines(status));
      usedBefore = used();
    }

    void look() throws IOException {
      mostKiB = Math.max(mostKiB, resident(Files.readAllLines(status)));
      mostUsed = Math.max(mostUsed, used());
    }

    private long used() {
      return run.getTotalSpace() - run.getFreeSpace();
    }
  }

  /** Resident anonymous memory and files, in KiB; files in memory (tmpfs) are not among them. */
  static long resident(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("RssAnon:") || line.startsWith("RssFile:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private final List<Agent> agents = new ArrayList<>();
  private final Thread thread;
  private volatile boolean stopped;

  private AgentWatch(List<LabHost> hosts) throws IOException {
    for (LabHost host : hosts) {
      agents.add(new Agent(host));
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
        agents.stream().mapToLong(agent -> agent.mostUsed - agent.usedBefore).max().orElse(0)
            / BYTES_OF_MIB);
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
