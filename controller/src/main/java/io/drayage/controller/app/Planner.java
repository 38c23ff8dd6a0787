package io.drayage.controller.app;

import io.drayage.api.app.AppStep;
import io.drayage.api.app.AppStep.Action;
import io.drayage.application.Application;
import io.drayage.application.Service;
import io.drayage.model.container.ContainerState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Compares an application as it is to be with its containers as they are. Pure but for the placer.
 *
 * <p>Removals come first, dependents before what they depend on and the highest number of a service
 * first; then what is to be started, in start order.
 */
final class Planner {
  private final Application application;
  private final Map<String, Standing> standing = new HashMap<>();
  private final Function<String, String> imageIds;
  private final boolean recreate;

  /**
   * A planner for one comparison.
   *
   * @param members what belongs to the application now
   * @param imageIds the id that an image's name stands for
   * @param recreate whether containers may be replaced
   */
  Planner(
      Application application,
      List<Standing> members,
      Function<String, String> imageIds,
      boolean recreate) {
    this.application = application;
    this.imageIds = imageIds;
    this.recreate = recreate;
    members.forEach(member -> standing.put(member.container(), member));
  }

  /** What a container of a service is started by now. */
  StartedBy startedBy(Service service, int replica) {
    return new StartedBy(
        service.definition().ofReplica(replica), imageIds.apply(service.definition().image()));
  }

  /** The steps, with a host for each container that is to be started. */
  List<AppStep> plan(Placer placer) {
    var steps = new ArrayList<AppStep>(removals());
    steps.forEach(step ->
        Optional.ofNullable(standing.get(step.container()))
            .filter(Standing::there)
            .ifPresent(gone -> placer.free(gone.host(), gone.memoryBytes())));
    var wanted = new ArrayList<AppStep>();
    for (Service service : application.inStartOrder()) {
      for (int replica = 1; replica <= service.replicas(); replica++) {
        Optional<Standing> member = member(service, replica).filter(Standing::there);
        member.ifPresent(one -> placer.count(service.name(), one.host()));
      }
    }
    for (Service service : application.inStartOrder()) {
      for (int replica = 1; replica <= service.replicas(); replica++) {
        wanted.add(step(service, replica, placer));
      }
    }
    steps.addAll(wanted);
    return List.copyOf(steps);
  }

  private List<AppStep> removals() {
    var kept = new HashSet<String>();
    Map<String, Integer> order = new HashMap<>();
    for (Service service : application.inStartOrder()) {
      order.put(service.name(), order.size());
      for (int replica = 1; replica <= service.replicas(); replica++) {
        kept.add(application.container(service, replica));
      }
    }
    // Services that are gone from the file come before all others.
    return standing.values().stream()
        .filter(member -> !kept.contains(member.container()))
        .sorted(
            Comparator.<Standing>comparingInt(
                    member -> -order.getOrDefault(member.service(), Integer.MAX_VALUE))
                .thenComparing(Standing::service)
                .thenComparing(Comparator.comparingInt(Standing::replica).reversed()))
        .map(member ->
            new AppStep(
                Action.REMOVE,
                member.container(),
                member.service(),
                member.host(),
                order.containsKey(member.service())
                    ? "fewer replicas are wanted"
                    : "the service is not in the file any more"))
        .toList();
  }

  private AppStep step(Service service, int replica, Placer placer) {
    String container = application.container(service, replica);
    Optional<Standing> member = member(service, replica).filter(Standing::there);
    if (member.isEmpty()) {
      return new AppStep(
          Action.CREATE, container, service.name(), placer.place(service, replica), "");
    }
    Standing now = member.get();
    if (now.state().equals(Optional.of(ContainerState.CREATING))) {
      // It may run well, and its host be about to say so: never a reason to replace it.
      return new AppStep(
          Action.DIFFERS,
          container,
          service.name(),
          now.host(),
          "its host has not told of it: if that lasts, take it back with 'dray rm --force %s'"
              .formatted(container));
    }
    String why = difference(service, replica, now);
    Action action = why.isEmpty() ? Action.KEEP : recreate ? Action.REPLACE : Action.DIFFERS;
    return new AppStep(action, container, service.name(), now.host(), why);
  }

  private String difference(Service service, int replica, Standing now) {
    if (now.state().equals(Optional.of(ContainerState.STOPPED)) && now.exitCode() != 0) {
      return "it ended with code " + now.exitCode();
    }
    List<String> differences =
        now.startedBy()
            .map(by -> by.differences(startedBy(service, replica)))
            .orElse(List.of("everything"));
    return differences.isEmpty() ? "" : "changed: " + String.join(", ", differences);
  }

  private Optional<Standing> member(Service service, int replica) {
    return Optional.ofNullable(standing.get(application.container(service, replica)));
  }
}
