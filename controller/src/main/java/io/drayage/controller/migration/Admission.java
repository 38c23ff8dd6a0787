package io.drayage.controller.migration;

import io.drayage.api.MigrateRequest;
import io.drayage.api.PlanView;
import io.drayage.controller.agents.AgentConnection;
import io.drayage.controller.agents.AgentFailure;
import io.drayage.controller.container.ContainerService;
import io.drayage.controller.container.Hosts;
import io.drayage.controller.forecast.Forecasts;
import io.drayage.controller.name.Names;
import io.drayage.controller.plan.Findings;
import io.drayage.controller.plan.Inspection;
import io.drayage.controller.plan.Inspector;
import io.drayage.controller.protection.Guard;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.forecast.predict.Forecast;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.container.ContainerState;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Mode;
import io.drayage.preflight.Report;
import io.drayage.preflight.check.Finding;
import io.drayage.preflight.check.Level;
import io.drayage.trust.TrustException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides whether a move may begin; a refusal names the cause and the cure, and nothing was done.
 */
final class Admission {
  private static final Duration LONGEST_HEALTH_TIMEOUT = Duration.ofHours(1);

  private final ContainerService containers;
  private final Hosts hosts;
  private final Guard guard;
  private final Inspector inspector;
  private final Forecasts forecasts;
  private final Names names;

  Admission(
      ContainerService containers,
      Hosts hosts,
      Guard guard,
      Inspector inspector,
      Forecasts forecasts,
      Names names) {
    this.forecasts = forecasts;
    this.names = names;
    this.guard = guard;
    this.containers = containers;
    this.hosts = hosts;
    this.inspector = inspector;
  }

  /**
   * What was admitted.
   *
   * @param container what moves
   * @param mode how
   * @param forecast what it is expected to take; empty when that could not be told
   */
  record Admitted(OwnedContainer container, Mode mode, Optional<Forecast> forecast) {}

  /** A request that makes sense, between hosts that answer. */
  private record Candidate(
      OwnedContainer container, Mode mode, AgentConnection source, AgentConnection destination) {
    ContainerSpec spec() {
      return container.spec();
    }
  }

  /** A move to another host. */
  Admitted check(MigrateRequest request) {
    Candidate candidate = candidate(request);
    requireOpen(candidate);
    return check(request, candidate);
  }

  /** A move back to a host that is being drained of the very group that did not get away. */
  Admitted checkReturn(MigrateRequest request) {
    return check(request, candidate(request));
  }

  private Admitted check(MigrateRequest request, Candidate candidate) {
    for (Rule rule : rules()) {
      rule.require(candidate);
    }
    Inspection seen = inspect(candidate);
    Report report = seen.report();
    if (report.worst() == Level.REFUSAL) {
      throw new RequestException(
          Reason.CONFLICT,
          "container %s would not run on host %s: %s"
              .formatted(request.container(), request.to(), Findings.refusals(report)));
    }
    return new Admitted(
        candidate.container(), candidate.mode(), forecast(candidate, request.limits(), seen));
  }

  /** Makes every check and begins nothing. A request that makes no sense is refused as a move. */
  PlanView plan(MigrateRequest request) {
    long began = System.nanoTime();
    Candidate candidate = candidate(request);
    var own = new ArrayList<Finding>();
    own.add(new Rule("drain", "it takes containers", this::requireOpen).finding(candidate));
    for (Rule rule : rules()) {
      own.add(rule.finding(candidate));
    }
    Inspection seen = inspect(candidate);
    Report report = seen.report().after(own);
    Optional<Forecast> forecast = forecast(candidate, request.limits(), seen);
    return new PlanView(
        request.container(),
        candidate.container().host(),
        request.to(),
        candidate.mode().word(),
        report.worst(),
        report.findings(),
        Duration.ofNanos(System.nanoTime() - began).toMillis(),
        forecast);
  }

  private Optional<Forecast> forecast(Candidate candidate, MemoryLimits limits, Inspection seen) {
    return forecasts.of(
        candidate.spec(),
        candidate.mode(),
        limits,
        candidate.source().host(),
        candidate.destination().host(),
        seen);
  }

  private Candidate candidate(MigrateRequest request) {
    OwnedContainer container = containers.require(request.container());
    Mode mode = mode(request.mode(), container.spec());
    requireHealthTimeout(request.healthTimeoutMillis());
    requireAllowed(mode, request.limits());
    hosts.require(request.to());
    if (container.host().equals(request.to())) {
      throw new RequestException(
          Reason.CONFLICT,
          "container %s is on host %s already: choose another"
              .formatted(request.container(), request.to()));
    }
    return new Candidate(
        container, mode, hosts.requireUp(container.host()), hosts.requireUp(request.to()));
  }

  /** A check that needs no look at a host, in the order in which a refusal counts. */
  private record Rule(String name, String compared, Requirement requirement) {
    private interface Requirement {
      void require(Candidate candidate);
    }

    void require(Candidate candidate) {
      requirement.require(candidate);
    }

    Finding finding(Candidate candidate) {
      try {
        require(candidate);
        return Finding.ok(name, compared);
      } catch (RequestException e) {
        return new Finding(name, Level.REFUSAL, String.valueOf(e.getMessage()), "");
      }
    }
  }

  private List<Rule> rules() {
    return List.of(
        new Rule("policy", "the policy allows it", this::requireLawful),
        new Rule("programs", "runc and CRIU are there", Admission::requirePrograms),
        new Rule("state", "the container runs", this::requireRunning),
        new Rule("reservation", "its memory can be reserved there", this::requireRoom),
        new Rule("names", "its name can follow, if it has one", this::requireMovable));
  }

  private Inspection inspect(Candidate candidate) {
    try {
      return inspector.inspect(
          candidate.container(), candidate.mode(), candidate.source(), candidate.destination());
    } catch (AgentFailure e) {
      throw new RequestException(
          Reason.CONFLICT,
          "whether container %s would run on host %s is not known: %s"
              .formatted(
                  candidate.spec().name(), candidate.destination().host().name(), e.getMessage()),
          e);
    }
  }

  /** A container whose label says so is moved without its state, unless the user said how. */
  private static Mode mode(String word, ContainerSpec spec) {
    try {
      Mode asked = Mode.parse(word);
      return asked == Mode.AUTO && spec.stateless() ? Mode.STATELESS : asked;
    } catch (IllegalArgumentException e) {
      throw new RequestException(Reason.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  private void requireLawful(Candidate candidate) {
    try {
      guard.requireAllowed(candidate.spec(), candidate.source(), candidate.destination());
    } catch (TrustException e) {
      throw new RequestException(Reason.CONFLICT, String.valueOf(e.getMessage()), e);
    }
  }

  private static void requirePrograms(Candidate candidate) {
    if (candidate.mode() == Mode.STATELESS) {
      candidate
          .spec()
          .obstacleToStatelessMove()
          .ifPresent(why -> {
            throw new RequestException(Reason.CONFLICT, why);
          });
      requireRuntime(candidate.destination());
    } else {
      requireCriu(candidate.source());
      requireCriu(candidate.destination());
    }
  }

  private void requireRunning(Candidate candidate) {
    ContainerState state = containers.view(candidate.container()).state();
    if (state != ContainerState.RUNNING) {
      throw new RequestException(
          Reason.CONFLICT,
          "container %s is %s: only a running container moves"
              .formatted(candidate.spec().name(), state.name().toLowerCase(Locale.ROOT)));
    }
  }

  private void requireRoom(Candidate candidate) {
    hosts.requireRoom(
        candidate.destination().host().name(),
        candidate.spec().name(),
        candidate.spec().memoryBytes());
  }

  private void requireOpen(Candidate candidate) {
    hosts.requireOpen(candidate.destination().host().name());
  }

  private void requireMovable(Candidate candidate) {
    names.requireMovable(candidate.spec(), candidate.destination().host().name());
  }

  private static void requireAllowed(Mode mode, MemoryLimits limits) {
    if (mode.leavesMemoryBehind() && limits.noPostCopy()) {
      throw new RequestException(
          Reason.INVALID,
          "--mode %s and --no-post-copy exclude each other: give one of them"
              .formatted(mode.word()));
    }
  }

  private static void requireHealthTimeout(long millis) {
    if (millis < 0 || millis > LONGEST_HEALTH_TIMEOUT.toMillis()) {
      throw new RequestException(
          Reason.INVALID,
          "a health time-out of %d ms is not valid: use one from 1 ms to 1 h".formatted(millis));
    }
  }

  private static void requireRuntime(AgentConnection agent) {
    if (!agent.facts().runtimeUsable()) {
      throw new RequestException(
          Reason.CONFLICT,
          "host %s cannot run containers: %s"
              .formatted(agent.host().name(), agent.facts().runtime()));
    }
  }

  private static void requireCriu(AgentConnection agent) {
    if (!agent.facts().criuUsable()) {
      throw new RequestException(
          Reason.CONFLICT,
          "host %s cannot checkpoint or restore (%s): install criu 4.2.1 or later there and restart its agent"
              .formatted(agent.host().name(), agent.facts().criu()));
    }
  }
}
