package io.drayage.lab;

import io.drayage.lab.host.HostLauncher;
import io.drayage.lab.machine.Commands;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.LabPaths;
import io.drayage.lab.machine.ProcessId;
import io.drayage.lab.machine.Progress;
import io.drayage.lab.net.LabNetwork;
import io.drayage.lab.spec.ControllerSpec;
import io.drayage.lab.spec.HostSpec;
import io.drayage.lab.spec.LabSpec;
import io.drayage.lab.spec.MachineSpec;
import io.drayage.lab.state.LabState;
import io.drayage.lab.state.LabStore;
import io.drayage.lab.state.Leftovers;
import io.drayage.model.Names;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a lab up. What was made is removed again when a step fails, or when this process is told
 * to end meanwhile; after a crash {@link Lab#down} removes it.
 */
public final class LabStart {
  private static final Logger LOG = LoggerFactory.getLogger(LabStart.class);
  private static final Duration UNDO = Duration.ofMinutes(1);

  private final Path root;
  private final List<Path> shared;
  private final LabServices services;
  private final Progress progress;

  /**
   * @param root the cached root that the hosts share
   * @param shared directories of the machine that hosts see read-only at the same paths
   * @param services what to run in the hosts
   */
  public LabStart(Path root, List<Path> shared, LabServices services, Progress progress) {
    this.root = root;
    this.shared = List.copyOf(shared);
    this.services = services;
    this.progress = progress;
  }

  /**
   * Brings a lab up, and returns when all its services are.
   *
   * @throws LabException when the name is taken, or a step failed and all was undone
   */
  public Lab up(String name, LabSpec spec) {
    try {
      Names.require("lab", name);
    } catch (IllegalArgumentException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    }
    LabState state = LabStore.claim(name, spec);
    CountDownLatch settled = new CountDownLatch(1);
    Thread undo = undoAtExit(Thread.currentThread(), settled);
    try {
      Commands.of("rm", "-rf", "--", new LabPaths(name).logs().toString()).runOrThrow();
      Lab lab = new Lab(state);
      startHosts(lab);
      services.start(lab, progress);
      LabStore.write(state.asReady());
      return new Lab(state.asReady());
    } catch (RuntimeException | Error e) {
      undo(name, e);
      throw e;
    } finally {
      settled.countDown();
      remove(undo);
    }
  }

  private void startHosts(Lab lab) {
    HostLauncher launcher = new HostLauncher(root, shared, addresses(lab));
    ProcessId router = launcher.startRouter(lab.name());
    LabNetwork network = new LabNetwork(lab.subnet(), router);
    network.start(lab.name());
    int number = 0;
    for (MachineSpec machine : lab.spec().machines()) {
      number++;
      String memory = machine.memory().toString();
      ProcessId init =
          switch (machine) {
            case ControllerSpec controller ->
                launcher.startWithRouter(
                    lab.name(), controller.name(), controller.memory().bytes(), router);
            case HostSpec host -> launcher.start(lab.name(), host.name(), host.memory().bytes());
          };
      network.join(number, init, machine.bandwidth());
      progress.step(
          "host %s (%s): %s, %s memory, %s link"
              .formatted(
                  machine.name(),
                  place(machine),
                  lab.subnet().address(number),
                  memory,
                  machine.bandwidth()));
    }
  }

  private static Map<String, String> addresses(Lab lab) {
    Map<String, String> addresses = new LinkedHashMap<>();
    lab.spec()
        .machines()
        .forEach(machine -> addresses.put(machine.name(), lab.address(machine.name())));
    return addresses;
  }

  private static String place(MachineSpec machine) {
    return switch (machine) {
      case ControllerSpec _ -> "controller";
      case HostSpec host -> "%s %s, %s".formatted(host.cloud(), host.region(), host.country());
    };
  }

  private void undo(String name, Throwable cause) {
    // An interrupted thread could not run the commands that this takes.
    boolean interrupted = Thread.interrupted();
    progress.step("undoing what was started");
    try {
      new Leftovers(name).removeButLogs();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
      progress.step(
          "not all could be undone (%s); run `dray lab down --name %s`"
              .formatted(e.getMessage(), name));
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** On Ctrl-C: interrupts the start, and keeps the process until all is undone. */
  private static Thread undoAtExit(Thread start, CountDownLatch settled) {
    Thread hook =
        new Thread(
            () -> {
              start.interrupt();
              try {
                if (!settled.await(UNDO.toMillis(), TimeUnit.MILLISECONDS)) {
                  LOG.warn("the lab's start was not undone in {} s", UNDO.toSeconds());
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "undo lab");
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("ending already", e);
    }
  }
}
