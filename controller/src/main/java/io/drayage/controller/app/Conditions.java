package io.drayage.controller.app;

import io.drayage.api.ContainerView;
import io.drayage.api.app.AppEvent;
import io.drayage.application.Application;
import io.drayage.application.Dependency;
import io.drayage.application.Service;
import io.drayage.controller.agents.AgentFailure;
import io.drayage.controller.container.ContainerService;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.model.container.ContainerState;
import io.drayage.platform.retry.Retry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Waits until services are as those that depend on them need them. For one apply. */
final class Conditions {
  /** An agent tells of a container within its heartbeat of 2 s. */
  private static final Duration NEWS = Duration.ofSeconds(20);

  private final ContainerService containers;
  private final Application application;
  private final Clock clock;
  private final Consumer<AppEvent> news;
  private final Set<Dependency> met = new HashSet<>();

  Conditions(
      ContainerService containers, Application application, Clock clock, Consumer<AppEvent> news) {
    this.containers = containers;
    this.application = application;
    this.clock = clock;
    this.news = news;
  }

  /** Returns when everything that a service depends on is as it needs it. */
  void awaitDependencies(Service service) {
    for (Dependency dependency : service.dependencies()) {
      if (!met.add(dependency)) {
        continue;
      }
      Service needed =
          application.services().stream()
              .filter(one -> one.name().equals(dependency.service()))
              .findFirst()
              .orElseThrow();
      switch (dependency.condition()) {
        case STARTED -> {}
        case HEALTHY -> names(needed).forEach(name -> awaitHealth(needed, name));
        case COMPLETED -> names(needed).forEach(name -> awaitEnd(needed, name));
      }
    }
  }

  /** Returns when agents say that a service's containers run, or have ended well. */
  void awaitStarted(Service service) {
    for (String name : names(service)) {
      wait(
          NEWS,
          name + " was started, and its host's agent has not told of it since",
          () -> {
            ContainerView view = view(name);
            if (view.state() == ContainerState.CREATING) {
              throw new NotYet("");
            }
            requireNotFailed(view);
          });
    }
  }

  private void awaitHealth(Service service, String name) {
    news.accept(AppEvent.of(name, "waiting until it is healthy"));
    wait(
        Duration.ofSeconds(service.patienceSeconds()),
        "%s is not healthy after %d s".formatted(name, service.patienceSeconds()),
        () -> {
          ContainerView view = view(name);
          requireNotFailed(view);
          if (view.state() == ContainerState.STOPPED) {
            throw new RequestException(
                Reason.FAILED,
                "%s ended before it was healthy: see 'dray logs %s'".formatted(name, name));
          }
          try {
            containers.checkHealth(name);
          } catch (AgentFailure | RequestException e) {
            throw new NotYet(String.valueOf(e.getMessage()));
          }
        });
    news.accept(AppEvent.of(name, "healthy"));
  }

  private void awaitEnd(Service service, String name) {
    news.accept(AppEvent.of(name, "waiting until it has done its work"));
    wait(
        Duration.ofSeconds(service.patienceSeconds()),
        "%s has not ended after %d s".formatted(name, service.patienceSeconds()),
        () -> {
          ContainerView view = view(name);
          requireNotFailed(view);
          if (view.state() != ContainerState.STOPPED) {
            throw new NotYet("");
          }
        });
    news.accept(AppEvent.of(name, "done"));
  }

  private ContainerView view(String name) {
    return containers.view(containers.require(name));
  }

  private static void requireNotFailed(ContainerView view) {
    if (view.state() == ContainerState.STOPPED && view.exitCode() != 0) {
      throw new RequestException(
          Reason.FAILED,
          "%s ended with code %d: see 'dray logs %s'"
              .formatted(view.name(), view.exitCode(), view.name()));
    }
  }

  private List<String> names(Service service) {
    return IntStream.rangeClosed(1, service.replicas())
        .mapToObj(replica -> application.container(service, replica))
        .toList();
  }

  private void wait(Duration limit, String otherwise, Runnable question) {
    try {
      Retry.within(limit)
          .pausing(Duration.ofMillis(50), Duration.ofMillis(500))
          .when(NotYet.class::isInstance)
          .call(
              clock,
              () -> {
                question.run();
                return true;
              });
    } catch (NotYet e) {
      String why = String.valueOf(e.getMessage());
      throw new RequestException(
          Reason.FAILED, why.isEmpty() ? otherwise : otherwise + " (" + why + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RequestException(Reason.FAILED, "the controller stops", e);
    }
  }

  /** Asked again later. */
  private static final class NotYet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotYet(String message) {
      super(message);
    }
  }
}
