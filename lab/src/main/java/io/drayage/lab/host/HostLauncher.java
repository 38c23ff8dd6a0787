package io.drayage.lab.host;

import io.drayage.lab.machine.Commands;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.ProcessId;
import io.drayage.platform.process.RunningProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Starts hosts: a pid 1 in network, mount, pid, uts and ipc namespaces of its own, whose root is an
 * overlay over the cached root. Whatever the host mounts or starts dies with that process.
 */
public final class HostLauncher {
  private static final String SCRIPT = "enter-root.sh";
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 10;

  private final Path lower;
  private final List<Path> shared;
  private final String hostsFile;

  /**
   * @param lower the cached root
   * @param shared directories of the machine that hosts see read-only at the same paths
   * @param addresses the lab's host names, each with its address
   */
  public HostLauncher(Path lower, List<Path> shared, Map<String, String> addresses) {
    this.lower = lower;
    this.hostsFile =
        addresses.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining("\n"));
    this.shared = List.copyOf(shared);
  }

  /** Starts the router, which has no memory limit. */
  public ProcessId startRouter(String lab) {
    return start(new HostPlace(lab, HostPlace.ROUTER), Map.of());
  }

  /** Starts a host that sees the router's network namespace as /run/drayage/router.netns. */
  public ProcessId startWithRouter(String lab, String host, long memoryBytes, ProcessId router) {
    HostPlace place = new HostPlace(lab, host);
    place.cgroups().create(host, memoryBytes);
    return start(place, Map.of("ROUTER", Long.toString(router.pid())));
  }

  /** Starts a host. */
  public ProcessId start(String lab, String host, long memoryBytes) {
    HostPlace place = new HostPlace(lab, host);
    place.cgroups().create(host, memoryBytes);
    return start(place, Map.of());
  }

  private ProcessId start(HostPlace place, Map<String, String> extra) {
    Path log = place.logs().resolve("init.log");
    try {
      for (String part : List.of("upper", "work", "data")) {
        Files.createDirectories(place.disk().resolve(part));
      }
      Files.createDirectories(place.root());
      Files.createDirectories(place.logs());
      String mark = place.mark();
      RunningProcess process =
          Commands.of(
                  "setsid",
                  "unshare",
                  "--mount",
                  "--propagation",
                  "private",
                  "--net",
                  "--pid",
                  "--uts",
                  "--ipc",
                  "--fork",
                  "sh",
                  script(place).toString())
              .env("PID_FILE", place.init().toString())
              .env("CGROUPS", cgroups(place))
              .env("HOST", place.name().replace("_", ""))
              .env("LOWER", lower.toString())
              .env("DISK", place.disk().toString())
              .env("MERGED", place.root().toString())
              .env("LOGS", place.logs().toString())
              .env("SHARED", shared.stream().map(Path::toString).collect(Collectors.joining("\n")))
              .env("HOSTS", hostsFile)
              .env("ROUTER", "")
              .env(extra)
              .env(mark.substring(0, mark.indexOf('=')), mark.substring(mark.indexOf('=') + 1))
              .appendOutput(log)
              .start();
      return awaitInit(place, process, log);
    } catch (IOException e) {
      throw new LabException("cannot start host " + place.name() + ": " + e.getMessage(), e);
    }
  }

  private static String cgroups(HostPlace place) {
    return place.name().equals(HostPlace.ROUTER)
        ? ""
        : place.cgroups().procs(place.name()).stream()
            .map(Path::toString)
            .collect(Collectors.joining(" "));
  }

  /** The host is there when the script has made room for its last command. */
  private static ProcessId awaitInit(HostPlace place, RunningProcess process, Path log)
      throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (process.alive() && System.nanoTime() < end) {
      Optional<ProcessId> init = ProcessId.read(place.init());
      if (init.isPresent() && Marks.command(init.get().pid()).startsWith("tini")) {
        return init.get();
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LabException("interrupted while host " + place.name() + " started", e);
      }
    }
    String said =
        Files.readString(log).strip().lines().reduce((a, b) -> b).orElse("no reason given");
    throw new LabException(
        "host %s did not start: %s (log: %s)".formatted(place.name(), said, log));
  }

  private static Path script(HostPlace place) throws IOException {
    Path script = place.init().resolveSibling(SCRIPT);
    try (InputStream in = HostLauncher.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new UncheckedIOException(new IOException("the resource " + SCRIPT + " is missing"));
      }
      Files.write(script, in.readAllBytes());
    }
    return script;
  }
}
