package io.drayage.lab.service;

import io.drayage.api.client.ApiException;
import io.drayage.lab.Lab;
import io.drayage.lab.LabServices;
import io.drayage.lab.host.LabHost;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.Progress;
import io.drayage.lab.spec.HostSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Drayage itself in a lab: the controller in its host, then an enrolled agent in each other. */
public final class Services implements LabServices {
  private static final int CONTROLLER_HEAP = 192;
  private static final int AGENT_HEAP = 64;
  private static final Duration CONTROLLER_LIMIT = Duration.ofMinutes(1);
  private static final Duration AGENTS_LIMIT = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 100;

  private final JavaCommand java;
  private final ControllerAccess.Connector connector;

  public Services(JavaCommand java, ControllerAccess.Connector connector) {
    this.java = java;
    this.connector = connector;
  }

  @Override
  public void start(Lab lab, Progress progress) {
    LabHost controller = lab.controller();
    NameService.start(lab);
    NameService.tellHosts(lab);
    startController(lab, controller);
    await(
        "the name server to be ready",
        CONTROLLER_LIMIT,
        controller,
        NameService.SERVICE,
        () -> NameService.answers(controller));
    await(
        "the controller to be ready",
        CONTROLLER_LIMIT,
        controller,
        CONTROLLER,
        () -> Files.exists(controller.path(ServiceConfig.CONTEXT)));
    copyContext(controller, lab.context());
    try (ControllerAccess access = connector.connect(lab.context())) {
      await(
          "the controller to answer",
          CONTROLLER_LIMIT,
          controller,
          CONTROLLER,
          () -> answers(access));
      progress.step("controller is up at " + controller.address());
      progress.step("name server of %s is up there".formatted(NameService.ZONE));
      for (HostSpec host : lab.spec().hosts()) {
        startAgent(lab, host, access.createEnrolmentToken(host.name()));
      }
      awaitAgents(lab, access, progress);
    }
  }

  /** Starts a lab's controller again, or for the first time. */
  public void startController(Lab lab, LabHost host) {
    host.write(ServiceConfig.CREDENTIAL, ServiceConfig.newCredential());
    host.write(ServiceConfig.CONTROLLER_FILE, ServiceConfig.controller(lab, host));
    host.start(
        CONTROLLER,
        java.dray(CONTROLLER_HEAP, CONTROLLER, "--config", ServiceConfig.CONTROLLER_FILE));
  }

  private void startAgent(Lab lab, HostSpec spec, String token) {
    LabHost host = lab.host(spec.name());
    host.write(ServiceConfig.CREDENTIAL, ServiceConfig.newCredential());
    host.write(ServiceConfig.TOKEN, token);
    host.write(ServiceConfig.AGENT_FILE, ServiceConfig.agent(lab, spec, host));
    host.startSupervised(AGENT, java.dray(AGENT_HEAP, AGENT, "--config", ServiceConfig.AGENT_FILE));
  }

  private static void awaitAgents(Lab lab, ControllerAccess access, Progress progress) {
    Set<String> missing = new HashSet<>();
    lab.spec().hosts().forEach(host -> missing.add(host.name()));
    long end = System.nanoTime() + AGENTS_LIMIT.toNanos();
    while (!missing.isEmpty()) {
      for (String up : access.hostsUp()) {
        if (missing.remove(up)) {
          progress.step("agent of " + up + " is up");
        }
      }
      for (String host : missing) {
        checkRunning(lab.host(host), AGENT);
      }
      if (!missing.isEmpty() && System.nanoTime() > end) {
        LabHost first = lab.host(missing.iterator().next());
        throw new LabException(
            "the agents of %s did not connect within %d s; see %s"
                .formatted(String.join(", ", missing), AGENTS_LIMIT.toSeconds(), first.log(AGENT)));
      }
      pause();
    }
  }

  private static void await(
      String what, Duration limit, LabHost host, String service, BooleanSupplier ready) {
    long end = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      checkRunning(host, service);
      if (System.nanoTime() > end) {
        throw new LabException(
            "waited %d s for %s in vain; see %s"
                .formatted(limit.toSeconds(), what, host.log(service)));
      }
      pause();
    }
  }

  /** The controller leaves its context file a moment before it listens. */
  private static boolean answers(ControllerAccess access) {
    try {
      access.hostsUp();
      return true;
    } catch (ApiException e) {
      if (e.kind() == ApiException.Kind.UNREACHABLE) {
        return false;
      }
      throw e;
    }
  }

  private static void checkRunning(LabHost host, String service) {
    if (!host.isRunning(service)) {
      throw new LabException(
          "the %s of %s ended at once: %s; see %s"
              .formatted(service, host.name(), lastLine(host.log(service)), host.log(service)));
    }
  }

  private static String lastLine(Path log) {
    try {
      return Files.readString(log)
          .lines()
          .filter(line -> !line.isBlank())
          .reduce((first, second) -> second)
          .orElse("it said nothing");
    } catch (IOException e) {
      return "it left no log";
    }
  }

  private static void copyContext(LabHost controller, Path to) {
    Path next = to.resolveSibling("context.json.new");
    try {
      Files.deleteIfExists(next);
      Files.createFile(
          next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(next, Files.readAllBytes(controller.path(ServiceConfig.CONTEXT)));
      Files.move(next, to);
    } catch (IOException e) {
      throw new LabException("cannot copy the controller's context: " + e.getMessage(), e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while the lab's services started", e);
    }
  }
}
