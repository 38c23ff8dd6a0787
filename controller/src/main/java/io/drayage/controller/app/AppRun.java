package io.drayage.controller.app;

import io.drayage.api.app.AppEvent;
import io.drayage.api.app.AppResult;
import io.drayage.api.app.AppStep;
import io.drayage.api.app.AppStep.Action;
import io.drayage.application.Application;
import io.drayage.application.Service;
import io.drayage.controller.container.ContainerService;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.ApplicationRecords.Member;
import io.drayage.journal.Journal;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.container.HostEntry;
import io.drayage.platform.json.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the steps by which an application comes to be as described. It stops at the first
 * service that cannot be started, and leaves what runs. For one use.
 */
final class AppRun {
  private static final Logger LOG = LoggerFactory.getLogger(AppRun.class);

  private final Journal journal;
  private final ContainerService containers;
  private final Application application;
  private final Planner planner;
  private final Conditions conditions;
  private final Consumer<AppEvent> news;
  private final List<String> notes = new ArrayList<>();

  AppRun(
      Journal journal,
      ContainerService containers,
      Application application,
      Planner planner,
      Clock clock,
      Consumer<AppEvent> news) {
    this.journal = journal;
    this.containers = containers;
    this.application = application;
    this.planner = planner;
    this.news = news;
    this.conditions = new Conditions(containers, application, clock, news);
    notes.addAll(application.notes());
  }

  AppResult apply(List<AppStep> steps) {
    String failure = "";
    try {
      leave(steps);
      admit(steps);
      introduce(steps);
      for (Service service : application.inStartOrder()) {
        start(service, steps);
      }
      // One that was started first may have failed meanwhile.
      for (Service service : application.inStartOrder()) {
        if (!starting(service, steps).isEmpty()) {
          conditions.awaitStarted(service);
        }
      }
    } catch (RequestException e) {
      failure = told(String.valueOf(e.getMessage()), steps);
    } catch (RuntimeException e) {
      LOG.error("Application {} could not be applied", application.name(), e);
      failure = told(String.valueOf(e.getMessage()), steps);
    }
    return new AppResult(application.name(), false, steps, notes, failure);
  }

  private void leave(List<AppStep> steps) {
    List<Standing> leaving =
        steps.stream()
            .filter(step -> step.action() == Action.REMOVE)
            .map(step -> standing(step, replica(step)))
            .toList();
    for (List<Standing> service : Batches.byService(leaving)) {
      fail(
          Together.run(
              service,
              member -> {
                AppRemoval.remove(journal, containers, news, member, false);
                return "";
              }));
    }
  }

  /** Gives each container that is to come an address, so that all are known before any starts. */
  private void admit(List<AppStep> steps) {
    for (AppStep step : steps) {
      if (step.action() == Action.CREATE
          && journal.applications().member(step.container()).isEmpty()
          && !containers.offerAddress(address ->
              journal
                  .applications()
                  .add(
                      new Member(
                          step.container(),
                          application.name(),
                          step.service(),
                          replica(step),
                          address,
                          "")))) {
        throw new RequestException(
            Reason.CONFLICT,
            "container name %s belongs to another application: rename the application or the service"
                .formatted(step.container()));
      }
    }
  }

  /** Tells the containers that stay who came and who left. */
  private void introduce(List<AppStep> steps) {
    List<Member> members = journal.applications().members(application.name());
    for (AppStep step : steps) {
      if (step.action() != Action.KEEP && step.action() != Action.DIFFERS) {
        continue;
      }
      Optional<Member> member = journal.applications().member(step.container());
      Optional<OwnedContainer> owned = journal.containers().find(step.container());
      if (member.isEmpty()
          || owned.isEmpty()
          || owned.get().wanted() != OwnedContainer.Wanted.RUNNING) {
        continue;
      }
      List<HostEntry> names = Directory.of(application, members, member.get());
      if (names.equals(owned.get().spec().hosts())) {
        continue;
      }
      try {
        containers.updateHosts(step.container(), names);
        news.accept(AppEvent.of(step.container(), "its /etc/hosts has the others' addresses"));
      } catch (RuntimeException e) {
        notes.add(
            "%s does not know the others' addresses yet (%s): run apply again"
                .formatted(step.container(), e.getMessage()));
      }
    }
  }

  private void start(Service service, List<AppStep> steps) {
    List<AppStep> mine = starting(service, steps);
    if (mine.isEmpty()) {
      return;
    }
    conditions.awaitDependencies(service);
    fail(
        Together.run(
            mine,
            step -> {
              start(service, step);
              return "";
            }));
    conditions.awaitStarted(service);
  }

  private static List<AppStep> starting(Service service, List<AppStep> steps) {
    return steps.stream()
        .filter(step -> step.service().equals(service.name()))
        .filter(step -> step.action() == Action.CREATE || step.action() == Action.REPLACE)
        .toList();
  }

  private void start(Service service, AppStep step) {
    int replica = replica(step);
    if (step.action() == Action.REPLACE) {
      news.accept(AppEvent.of(step.container(), "removing what runs on " + step.host()));
      containers.remove(step.container(), true);
    }
    Member member =
        journal
            .applications()
            .member(step.container())
            .orElseThrow(() ->
                new RequestException(
                    Reason.CONFLICT,
                    "container %s was removed from the application meanwhile"
                        .formatted(step.container())));
    List<Member> members = journal.applications().members(application.name());
    journal
        .applications()
        .define(step.container(), Json.write(planner.startedBy(service, replica)));
    news.accept(AppEvent.of(step.container(), "starting on " + step.host()));
    try {
      var _ =
          containers.run(
              Requests.of(
                  application,
                  service,
                  replica,
                  step.host(),
                  Optional.of(member.address()),
                  Directory.of(application, members, member)));
    } catch (RuntimeException e) {
      throw new RequestException(
          Reason.FAILED, "%s did not start: %s".formatted(step.container(), e.getMessage()), e);
    }
    news.accept(AppEvent.of(step.container(), "started on " + step.host()));
  }

  private Standing standing(AppStep step, int replica) {
    Optional<OwnedContainer> owned = journal.containers().find(step.container());
    return new Standing(
        step.container(),
        step.service(),
        replica,
        Optional.empty(),
        step.host(),
        owned.map(one -> containers.view(one).state()),
        0,
        owned.map(one -> one.spec().memoryBytes()).orElse(0L),
        false);
  }

  /** The number at the end of a name that {@link Application#container} made. */
  private static int replica(AppStep step) {
    return Integer.parseInt(step.container().substring(step.container().lastIndexOf('-') + 1));
  }

  private static void fail(List<String> failures) {
    if (!failures.isEmpty()) {
      throw new RequestException(Reason.FAILED, String.join("; ", failures));
    }
  }

  private String told(String why, List<AppStep> steps) {
    List<String> missing =
        steps.stream()
            .filter(step -> step.action() != Action.REMOVE)
            .map(AppStep::container)
            .filter(container -> journal.containers().find(container).isEmpty())
            .toList();
    long wanted = steps.stream().filter(step -> step.action() != Action.REMOVE).count();
    return "application %s is not wholly there: %s; %d of %d containers stand%s; mend that and run 'dray app apply' again"
        .formatted(
            application.name(),
            why,
            wanted - missing.size(),
            wanted,
            missing.isEmpty() ? "" : ", missing: " + String.join(", ", missing));
  }
}
