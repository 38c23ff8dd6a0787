package io.drayage.controller.app;

import io.drayage.api.ContainerView;
import io.drayage.api.app.AppDetail;
import io.drayage.api.app.AppMemberView;
import io.drayage.api.app.AppState;
import io.drayage.api.app.AppView;
import io.drayage.application.Application;
import io.drayage.application.Service;
import io.drayage.controller.container.ContainerService;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.ApplicationRecords.Kept;
import io.drayage.journal.ApplicationRecords.Member;
import io.drayage.journal.Journal;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.container.ContainerState;
import io.drayage.platform.json.Json;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The applications as the journal has them and their containers as agents last said. Thread-safe.
 */
final class AppRegister {
  private final Journal journal;
  private final ContainerService containers;

  AppRegister(Journal journal, ContainerService containers) {
    this.journal = journal;
    this.containers = containers;
  }

  /** What is kept of an application. */
  Kept require(String name) {
    return journal
        .applications()
        .find(name)
        .orElseThrow(() ->
            new RequestException(
                Reason.UNKNOWN,
                "application %s is not known: 'dray app ps' lists those that are".formatted(name)));
  }

  /** An application as it is to be. */
  static Application read(Kept kept) {
    return Json.read(kept.body(), Application.class);
  }

  /** Its containers, by service in start order, and number; services that are gone first. */
  List<Standing> standing(Application application, List<Member> members) {
    Map<String, Integer> order = new HashMap<>();
    application.inStartOrder().forEach(service -> order.put(service.name(), order.size()));
    return members.stream()
        .map(this::standing)
        .sorted(
            Comparator.<Standing>comparingInt(member -> order.getOrDefault(member.service(), -1))
                .thenComparingInt(Standing::replica))
        .toList();
  }

  private Standing standing(Member member) {
    Optional<OwnedContainer> owned = journal.containers().find(member.container());
    Optional<ContainerView> view = owned.map(containers::view);
    return new Standing(
        member.container(),
        member.service(),
        member.replica(),
        member.definition().isEmpty()
            ? Optional.empty()
            : Optional.of(Json.read(member.definition(), StartedBy.class)),
        view.map(ContainerView::host).orElse(""),
        view.map(ContainerView::state),
        view.map(ContainerView::exitCode).orElse(0),
        owned.map(one -> one.spec().memoryBytes()).orElse(0L),
        owned.map(one -> !one.spec().volumes().isEmpty()).orElse(false));
  }

  List<AppView> all() {
    return journal.applications().all().stream().map(kept -> detail(kept).app()).toList();
  }

  AppDetail detail(Kept kept) {
    Application application = read(kept);
    List<Member> members = journal.applications().members(kept.name());
    Map<String, String> addresses = new HashMap<>();
    members.forEach(member -> addresses.put(member.container(), member.address()));
    List<AppMemberView> views =
        standing(application, members).stream()
            .map(one ->
                new AppMemberView(
                    one.container(),
                    one.service(),
                    one.replica(),
                    one.host(),
                    one.state(),
                    one.exitCode(),
                    addresses.getOrDefault(one.container(), "")))
            .toList();
    int wanted = application.services().stream().mapToInt(Service::replicas).sum();
    int ready = (int) views.stream().filter(AppMemberView::ready).count();
    var app =
        new AppView(
            application.name(),
            application.inStartOrder().stream().map(Service::name).toList(),
            ready,
            wanted,
            views.stream()
                .map(AppMemberView::host)
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList(),
            state(views, ready, wanted),
            kept.createdAt(),
            kept.appliedAt());
    return new AppDetail(app, application, views);
  }

  private AppState state(List<AppMemberView> members, int ready, int wanted) {
    var moving =
        journal.migrations().underWay().stream()
            .map(migration -> migration.container())
            .collect(Collectors.toSet());
    if (members.stream().anyMatch(member -> moving.contains(member.container()))) {
      return AppState.MOVING;
    }
    if (members.stream()
        .anyMatch(member -> member.state().equals(Optional.of(ContainerState.UNKNOWN)))) {
      return AppState.UNKNOWN;
    }
    if (ready == wanted && members.size() == wanted) {
      return AppState.READY;
    }
    return ready == 0 ? AppState.DOWN : AppState.PARTIAL;
  }
}
