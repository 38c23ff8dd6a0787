package io.drayage.controller.group;

import io.drayage.api.GroupRequest.Wanted;
import io.drayage.application.Application;
import io.drayage.application.Dependency;
import io.drayage.application.Service;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.ApplicationRecords;
import io.drayage.journal.ApplicationRecords.Kept;
import io.drayage.journal.ApplicationRecords.Member;
import io.drayage.platform.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The containers of an application that have to move so that all of it is on certain hosts: a
 * service's in the wave behind those of the services that it depends on. One thread.
 */
final class AppMembers {
  private final ApplicationRecords records;
  private final Fleet fleet;
  private final Set<String> there;
  private final List<String> notes = new ArrayList<>();

  private AppMembers(ApplicationRecords records, Fleet fleet, List<String> to) {
    this.records = records;
    this.fleet = fleet;
    this.there =
        to.stream().flatMap(name -> fleet.named(name).stream()).collect(Collectors.toSet());
  }

  /**
   * What an application's move asks for.
   *
   * @param to hosts or providers that it goes to, at least one
   */
  static Wishes of(String name, List<String> to, ApplicationRecords records, Fleet fleet) {
    if (to.isEmpty()) {
      throw new RequestException(
          Reason.INVALID, "application %s: say where it goes, with --to".formatted(name));
    }
    return new AppMembers(records, fleet, to).wishes(name);
  }

  private Wishes wishes(String name) {
    Kept kept =
        records
            .find(name)
            .orElseThrow(() ->
                new RequestException(
                    Reason.UNKNOWN,
                    "application %s is not known: 'dray app ps' lists those that are"
                        .formatted(name)));
    Application application = Json.read(kept.body(), Application.class);
    Map<String, List<String>> moving = new HashMap<>();
    for (Member member : records.members(name)) {
      if (mustMove(member.container())) {
        moving
            .computeIfAbsent(member.service(), service -> new ArrayList<>())
            .add(member.container());
      }
    }
    if (moving.isEmpty()) {
      throw new RequestException(
          Reason.INVALID,
          "application %s has nothing to move: what runs of it is there already".formatted(name));
    }
    return new Wishes(wanted(application, moving), List.of(), notes, "");
  }

  private List<Wanted> wanted(Application application, Map<String, List<String>> moving) {
    Map<String, Service> services =
        application.services().stream()
            .collect(Collectors.toMap(Service::name, Function.identity()));
    Map<String, Integer> waves = dense(application.waves(), moving.keySet());
    List<Wanted> wanted = new ArrayList<>();
    moving.forEach((name, containers) -> {
      Service service = services.get(name);
      List<Dependency> needs = service == null ? List.of() : service.dependencies();
      List<String> after =
          needs.stream()
              .flatMap(needed -> moving.getOrDefault(needed.service(), List.of()).stream())
              .toList();
      containers.forEach(
          container -> wanted.add(new Wanted(container, "", waves.getOrDefault(name, 0), after)));
    });
    wanted.sort((one, other) ->
        one.wave() != other.wave()
            ? Integer.compare(one.wave(), other.wave())
            : one.container().compareTo(other.container()));
    return wanted;
  }

  /** Waves without those of which nothing moves. */
  private static Map<String, Integer> dense(Map<String, Integer> waves, Set<String> moving) {
    List<Integer> used =
        waves.entrySet().stream()
            .filter(wave -> moving.contains(wave.getKey()))
            .map(Map.Entry::getValue)
            .distinct()
            .sorted()
            .toList();
    return waves.entrySet().stream()
        .filter(wave -> moving.contains(wave.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, wave -> used.indexOf(wave.getValue())));
  }

  private boolean mustMove(String container) {
    var known = fleet.containers().get(container);
    if (known == null || !fleet.runs(container)) {
      notes.add("%s does not run: it stays where it is".formatted(container));
      return false;
    }
    if (there.contains(known.host())) {
      notes.add("%s is on %s already".formatted(container, known.host()));
      return false;
    }
    return true;
  }
}
