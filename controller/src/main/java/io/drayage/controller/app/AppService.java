package io.drayage.controller.app;

import io.drayage.api.HostView;
import io.drayage.api.app.AppApplyRequest;
import io.drayage.api.app.AppDetail;
import io.drayage.api.app.AppEvent;
import io.drayage.api.app.AppRemovalRequest;
import io.drayage.api.app.AppResult;
import io.drayage.api.app.AppStep;
import io.drayage.api.app.AppStep.Action;
import io.drayage.api.app.AppView;
import io.drayage.application.Application;
import io.drayage.application.Service;
import io.drayage.controller.container.ContainerService;
import io.drayage.controller.container.Hosts;
import io.drayage.controller.image.Images;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.ApplicationRecords.Kept;
import io.drayage.journal.ApplicationRecords.Member;
import io.drayage.journal.Journal;
import io.drayage.model.host.HostFacts;
import io.drayage.model.host.HostState;
import io.drayage.platform.json.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Applications as their users know them. What one is to be is in the journal before anything is
 * started for it, so that a broken apply can be given again. Thread-safe; one apply or removal at a
 * time for each application.
 */
public final class AppService {
  private final Journal journal;
  private final ContainerService containers;
  private final Hosts hosts;
  private final Images images;
  private final AppRegister register;
  private final PlacementLaw law;
  private final Clock clock;
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  /** Applications of a journal. */
  public AppService(
      Journal journal,
      ContainerService containers,
      Hosts hosts,
      Images images,
      PlacementLaw law,
      Clock clock) {
    this.journal = journal;
    this.containers = containers;
    this.hosts = hosts;
    this.images = images;
    this.law = law;
    this.register = new AppRegister(journal, containers);
    this.clock = clock;
  }

  /** All applications. */
  public List<AppView> all() {
    return register.all();
  }

  /** Everything known of one. */
  public AppDetail detail(String name) {
    return register.detail(register.require(name));
  }

  /** Work that was checked and can begin. To be run once, or closed. */
  public interface Work extends AutoCloseable {
    /** Does it, and tells of it on the way. What fails in the middle is in the result. */
    AppResult run(Consumer<AppEvent> news);

    @Override
    void close();
  }

  /**
   * Prepares to make an application be as described.
   *
   * @throws RequestException when that cannot be begun: nothing was done then
   */
  public Work apply(AppApplyRequest request) {
    Application application = request.application();
    String name = application.name();
    return exclusively(
        name,
        () -> {
          List<Member> members = journal.applications().members(name);
          List<Standing> standing = register.standing(application, members);
          Map<String, String> imageIds = imageIds(application);
          requireHosts(application);
          var planner =
              new Planner(
                  application,
                  standing,
                  image -> imageIds.getOrDefault(image, ""),
                  request.recreate());
          List<AppStep> steps =
              planner.plan(
                  new Placer(
                      candidates(),
                      (service, replica, host) ->
                          law.refusal(application, service, replica, host)));
          requireFreeNames(steps);
          requireSound(application, steps);
          if (request.dryRun()) {
            return news -> new AppResult(name, true, steps, application.notes(), "");
          }
          if (!request.discardVolumes()) {
            requireNoLoss(steps, standing);
          }
          return news -> {
            journal.applications().put(name, Json.write(application), clock.instant());
            return new AppRun(journal, containers, application, planner, clock, news).apply(steps);
          };
        });
  }

  /**
   * Prepares to remove an application with its containers.
   *
   * @throws RequestException when that cannot be begun: nothing was done then
   */
  public Work remove(String name, AppRemovalRequest request) {
    return exclusively(
        name,
        () -> {
          Kept kept = register.require(name);
          Application application = AppRegister.read(kept);
          List<Standing> standing =
              register.standing(application, journal.applications().members(name));
          List<String> losing =
              standing.stream().filter(Standing::volumes).map(Standing::container).toList();
          if (!losing.isEmpty() && !request.volumes()) {
            throw new RequestException(
                Reason.CONFLICT,
                "application %s has volumes, whose content goes with %s: remove it with --volumes"
                    .formatted(name, String.join(", ", losing)));
          }
          return news ->
              new AppRemoval(journal, containers, application, news)
                  .remove(standing, request.force());
        });
  }

  private interface Prepared {
    AppResult run(Consumer<AppEvent> news);
  }

  private interface Preparation {
    Prepared prepare();
  }

  private Work exclusively(String name, Preparation preparation) {
    if (!busy.add(name)) {
      throw new RequestException(
          Reason.CONFLICT,
          "application %s is being changed already: wait until that is done".formatted(name));
    }
    try {
      Prepared prepared = preparation.prepare();
      return new Work() {
        @Override
        public AppResult run(Consumer<AppEvent> news) {
          return prepared.run(news);
        }

        @Override
        public void close() {
          busy.remove(name);
        }
      };
    } catch (RuntimeException e) {
      busy.remove(name);
      throw e;
    }
  }

  /** Every image must be known before anything is started. */
  private Map<String, String> imageIds(Application application) {
    Map<String, String> ids = new HashMap<>();
    var unknown = new ArrayList<String>();
    for (Service service : application.services()) {
      String image = service.definition().image();
      images
          .find(image)
          .ifPresentOrElse(
              known -> ids.put(image, known.id()),
              () -> unknown.add("%s (service %s)".formatted(image, service.name())));
    }
    if (!unknown.isEmpty()) {
      throw new RequestException(
          Reason.UNKNOWN,
          "images are not known: %s: import each first with 'dray image import --name NAME FILE'"
              .formatted(String.join(", ", unknown)));
    }
    return ids;
  }

  private void requireHosts(Application application) {
    for (Service service : application.services()) {
      for (String host : service.placement().hosts()) {
        var _ = hosts.require(host);
      }
    }
  }

  /** What no host could start is refused before anything is started. */
  private void requireSound(Application application, List<AppStep> steps) {
    Map<String, AppStep> byName = new HashMap<>();
    steps.forEach(step -> byName.put(step.container(), step));
    for (Service service : application.services()) {
      for (int replica = 1; replica <= service.replicas(); replica++) {
        AppStep step = byName.get(application.container(service, replica));
        if (step != null && step.acts()) {
          containers.check(
              Requests.of(application, service, replica, step.host(), Optional.empty(), List.of()));
        }
      }
    }
  }

  private void requireFreeNames(List<AppStep> steps) {
    for (AppStep step : steps) {
      boolean taken = journal.containers().find(step.container()).isPresent();
      boolean ours = journal.applications().member(step.container()).isPresent();
      if (step.action() == Action.CREATE && taken && !ours) {
        throw new RequestException(
            Reason.CONFLICT,
            "container name %s is taken by one that is not of this application: remove it, or rename the service"
                .formatted(step.container()));
      }
    }
  }

  private static void requireNoLoss(List<AppStep> steps, List<Standing> standing) {
    List<String> losing =
        steps.stream()
            .filter(step -> step.acts() && step.action() != Action.CREATE)
            .map(AppStep::container)
            .filter(container ->
                standing.stream()
                    .anyMatch(one -> one.container().equals(container) && one.volumes()))
            .toList();
    if (!losing.isEmpty()) {
      throw new RequestException(
          Reason.CONFLICT,
          "the volumes of %s would be lost with the containers: add --discard-volumes if they may be"
              .formatted(String.join(", ", losing)));
    }
  }

  private List<Candidate> candidates() {
    Map<String, Integer> counts = new HashMap<>();
    journal.containers().all().forEach(one -> counts.merge(one.host(), 1, Integer::sum));
    return hosts.all().stream()
        .map((HostView view) ->
            new Candidate(
                view.host().name(),
                view.host().cloud(),
                view.host().memoryBytes() - view.reservedBytes(),
                counts.getOrDefault(view.host().name(), 0),
                view.state() == HostState.UP
                    && view.facts().map(HostFacts::runtimeUsable).orElse(false)))
        .toList();
  }
}
