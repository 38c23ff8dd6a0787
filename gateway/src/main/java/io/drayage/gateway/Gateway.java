package io.drayage.gateway;

import io.drayage.platform.file.DurableFile;
import io.drayage.platform.json.Json;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host's HAProxy and what it is to know: the routes, which are on disk as well, and the holds.
 * HAProxy outlives this process, as containers do; when it dies it is started again with the same
 * routes and holds. Thread-safe.
 */
public final class Gateway {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final Duration ROUND = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration START_LIMIT = Duration.ofSeconds(10);
  private static final Duration DRAIN = Duration.ofMillis(30);
  private static final long DRAIN_POLL_MILLIS = 2;
  private static final Pattern RUNNING = Pattern.compile("conn_cur=(\\d+)");

  private final GatewayConfig config;
  private final ProxyFiles files;
  private final AdminSocket admin;
  private final Path record;
  private final Clock clock;
  private final Map<String, Long> holds = new HashMap<>();
  private final Map<String, Long> released = new HashMap<>();
  private List<Route> routes;
  // HAProxy may have outlived an agent that wrote routes down and did not come to tell them.
  private boolean untold = true;

  private record Routes(List<Route> routes) {}

  /**
   * A gateway that is not started yet.
   *
   * @param data directory on disk for the routes
   * @param run directory in memory for HAProxy's files
   * @throws IOException when the routes cannot be read
   */
  public Gateway(GatewayConfig config, Path data, Path run, Clock clock) throws IOException {
    this.config = config;
    this.files = new ProxyFiles(run.resolve("gateway"), config);
    this.admin = new AdminSocket(files.socket());
    this.record = data.resolve("gateway-routes.json");
    this.clock = clock;
    this.routes = Json.readIfThere(record, Routes.class).map(Routes::routes).orElse(List.of());
  }

  /** Sees to it that HAProxy runs, until the thread is interrupted. */
  public void keep() {
    try {
      while (true) {
        Thread.sleep(ensureRunning() ? ROUND : PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes these the routes, and no others. */
  public synchronized void route(List<Route> all) {
    for (Route route : all) {
      int entry = route.publication().entry();
      if (entry != 0 && !config.tcp().contains(entry)) {
        LOG.warn(
            "Container {} is not reached on port {} here: the agent's gateway.tcp does not name it",
            route.container(),
            entry);
      }
    }
    List<Route> before = routes;
    routes = List.copyOf(all);
    if (before.equals(routes)) {
      return;
    }
    try {
      DurableFile.replace(record, Json.write(new Routes(routes)));
    } catch (IOException e) {
      throw new UncheckedIOException("the gateway's routes cannot be written", e);
    }
    untold = true;
    if (running()) {
      tell();
    }
  }

  private void tell() {
    admin.replace(files.names(), ProxyFiles.byName(routes));
    admin.replace(files.ports(), ProxyFiles.byPort(routes));
    untold = false;
  }

  /**
   * Lets what comes for a container wait from now on, and gives requests that are on their way 30
   * ms at most to come back.
   *
   * @param turn of the holds of this container; one that is not newer than the last one released
   *     came late and is ignored
   * @param longest after which the hold is over by itself; 0 holds nobody
   */
  public void hold(String container, long turn, Duration longest) {
    synchronized (this) {
      if (released.getOrDefault(container, -1L) >= turn || knowsNot(container)) {
        return;
      }
      // HAProxy's clock may be some milliseconds behind: an end that is now could still hold one.
      long end = longest.isZero() ? 0 : clock.instant().plus(longest).toEpochMilli();
      holds.put(container, end);
      String entry = "%s %s %d".formatted(files.holds(), container, end);
      if (admin.ask("set map " + entry).contains("not found")) {
        String _ = admin.ask("add map " + entry);
      }
    }
    drain(container);
  }

  /** Ends a hold at once. Harmless when there is none. */
  public synchronized void release(String container, long turn) {
    released.merge(container, turn, Math::max);
    if (holds.remove(container) != null) {
      String _ = admin.ask("del map %s %s".formatted(files.holds(), container));
    }
  }

  private boolean knowsNot(String container) {
    return routes.stream().noneMatch(route -> route.container().equals(container));
  }

  private void drain(String container) {
    long end = System.nanoTime() + DRAIN.toNanos();
    while (onTheirWay(container) > 0 && System.nanoTime() < end) {
      try {
        Thread.sleep(DRAIN_POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private int onTheirWay(String container) {
    Matcher running = RUNNING.matcher(admin.ask("show table running key " + container));
    return running.find() ? Integer.parseInt(running.group(1)) : 0;
  }

  /** Returns whether HAProxy runs. */
  private synchronized boolean ensureRunning() {
    try {
      if (running()) {
        if (untold) {
          tell();
        }
        return true;
      }
      holds.values().removeIf(end -> end < clock.millis());
      files.write(routes, holds);
      Subprocess.Result started =
          Subprocess.of(command()).appendOutput(files.log()).timeout(START_LIMIT).run();
      if (started.succeeded()) {
        untold = false;
        LOG.info("The gateway is up with {} routes", routes.size());
        return true;
      }
      LOG.warn("HAProxy did not start (exit code {}): see {}", started.exit(), files.log());
    } catch (IOException | RuntimeException e) {
      LOG.warn("The gateway is not as it should be yet: {}", e.getMessage());
    }
    return false;
  }

  private List<String> command() {
    var command = new ArrayList<String>();
    command.add(config.program().toString());
    command.addAll(List.of("-D", "-f", files.configuration().toString()));
    command.addAll(List.of("-p", files.pid().toString()));
    return command;
  }

  private boolean running() {
    try {
      String pid = Files.readString(files.pid()).strip();
      return Optional.of(pid)
          .filter(text -> text.matches("\\d{1,10}"))
          .flatMap(text -> ProcessHandle.of(Long.parseLong(text)))
          .filter(ProcessHandle::isAlive)
          // After a crash of the host the number may be another process's.
          .filter(process -> process.info().command().map(this::isProxy).orElse(true))
          .isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isProxy(String command) {
    return Path.of(command).getFileName().equals(config.program().getFileName());
  }
}
