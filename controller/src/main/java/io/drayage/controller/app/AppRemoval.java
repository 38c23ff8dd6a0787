package io.drayage.controller.app;

import io.drayage.api.app.AppEvent;
import io.drayage.api.app.AppResult;
import io.drayage.api.app.AppStep;
import io.drayage.api.app.AppStep.Action;
import io.drayage.application.Application;
import io.drayage.controller.agents.AgentFailure;
import io.drayage.controller.container.ContainerService;
import io.drayage.controller.request.RequestException;
import io.drayage.journal.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Removes an application: dependents before what they depend on, the highest number of a service
 * first. What cannot be removed stays a member, so that the removal can be given again. For one
 * use.
 */
final class AppRemoval {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Journal journal;
  private final ContainerService containers;
  private final Application application;
  private final Consumer<AppEvent> news;

  AppRemoval(
      Journal journal,
      ContainerService containers,
      Application application,
      Consumer<AppEvent> news) {
    this.journal = journal;
    this.containers = containers;
    this.application = application;
    this.news = news;
  }

  AppResult remove(List<Standing> inStartOrder, boolean force) {
    var steps = new ArrayList<AppStep>();
    var left = new ArrayList<String>();
    for (List<Standing> service : Batches.byService(inStartOrder.reversed())) {
      List<String> failures =
          Together.run(
              service,
              member -> {
                remove(journal, containers, news, member, force);
                return member.container();
              });
      service.forEach(member ->
          steps.add(
              new AppStep(Action.REMOVE, member.container(), member.service(), member.host(), "")));
      left.addAll(failures);
    }
    if (left.isEmpty()) {
      journal.applications().remove(application.name());
      return new AppResult(application.name(), false, steps, List.of(), "");
    }
    return new AppResult(
        application.name(),
        false,
        steps,
        List.of(),
        "application %s is not wholly removed: %s; mend that and run 'dray app rm %s' again"
            .formatted(application.name(), String.join("; ", left), application.name()));
  }

  /** Stops a container within its grace, unless it is to go at once, and forgets it. */
  static void remove(
      Journal journal,
      ContainerService containers,
      Consumer<AppEvent> news,
      Standing member,
      boolean force) {
    if (member.there()) {
      try {
        if (!force) {
          news.accept(AppEvent.of(member.container(), "stopping on " + member.host()));
          var _ = containers.stop(member.container(), GRACE);
        }
        containers.remove(member.container(), true);
      } catch (RequestException e) {
        // Somebody removed it by hand meanwhile.
        if (e.reason() != RequestException.Reason.UNKNOWN) {
          throw e;
        }
      } catch (AgentFailure e) {
        throw new RequestException(
            RequestException.Reason.FAILED, String.valueOf(e.getMessage()), e);
      }
    }
    journal.applications().removeMember(member.container());
    news.accept(AppEvent.of(member.container(), "removed"));
  }
}
