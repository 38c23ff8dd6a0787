package io.drayage.controller.app;

import static io.drayage.controller.app.Services.host;
import static io.drayage.controller.app.Services.running;
import static io.drayage.controller.app.Services.service;
import static io.drayage.controller.app.Services.shop;
import static io.drayage.controller.app.Services.standing;
import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.api.app.AppStep;
import io.drayage.api.app.AppStep.Action;
import io.drayage.application.Application;
import io.drayage.application.Placement;
import io.drayage.application.Service;
import io.drayage.model.container.ContainerState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final Service DB = service("db", 1);
  private static final Service API = service("api", 2, "db");
  private static final Service WEB = service("web", 1, "api");

  @Test
  void whatIsMissingIsCreatedInTheOrderOfDependencies() {
    assertThat(words(plan(shop(WEB, API, DB), List.of(), false)))
        .containsExactly(
            "CREATE shop-db-1", "CREATE shop-api-1", "CREATE shop-api-2", "CREATE shop-web-1");
  }

  @Test
  void whatStandsIsKept() {
    var standing = List.of(running(DB, 1, "a"), running(API, 1, "a"), running(API, 2, "b"));

    assertThat(plan(shop(DB, API), standing, true))
        .allMatch(step -> step.action() == Action.KEEP)
        .extracting(AppStep::host)
        .containsExactly("a", "a", "b");
  }

  @Test
  void whatIsTooManyIsRemovedFromTheHighestNumberAndDependentsFirst() {
    Service three = service("api", 3, "db");
    Service gone = service("old", 1);
    var standing =
        List.of(
            running(DB, 1, "a"),
            running(three, 1, "a"),
            running(three, 2, "a"),
            running(three, 3, "a"),
            running(WEB, 1, "a"),
            running(gone, 1, "a"));

    assertThat(
            words(
                plan(shop(DB, service("api", 1, "db"), service("web", 0, "api")), standing, false)))
        .containsExactly(
            "REMOVE shop-old-1",
            "REMOVE shop-web-1",
            "REMOVE shop-api-3",
            "REMOVE shop-api-2",
            "KEEP shop-db-1",
            "KEEP shop-api-1");
  }

  @Test
  void aChangeIsShownAndMadeOnlyWhenContainersMayBeReplaced() {
    Service changed = service("db", 1, Placement.ANYWHERE, 1 << 20);
    var standing = List.of(running(DB, 1, "a"));

    assertThat(plan(shop(changed), standing, false))
        .containsExactly(new AppStep(Action.DIFFERS, "shop-db-1", "db", "a", "changed: memory"));
    assertThat(plan(shop(changed), standing, true))
        .containsExactly(new AppStep(Action.REPLACE, "shop-db-1", "db", "a", "changed: memory"));
  }

  @Test
  void anotherImageUnderTheSameNameIsAChange() {
    var planner = new Planner(shop(DB), List.of(running(DB, 1, "a")), image -> "another id", false);

    assertThat(planner.plan(placer()))
        .singleElement()
        .extracting(AppStep::action, AppStep::why)
        .containsExactly(Action.DIFFERS, "changed: what the image's name stands for");
  }

  @Test
  void oneThatFailedIsReplacedAndOneThatEndedWellIsKept() {
    var failed = List.of(standing(DB, 1, "a", ContainerState.STOPPED, 3));
    var done = List.of(standing(DB, 1, "a", ContainerState.STOPPED, 0));

    assertThat(words(plan(shop(DB), failed, true))).containsExactly("REPLACE shop-db-1");
    assertThat(plan(shop(DB), failed, false).getFirst().why()).isEqualTo("it ended with code 3");
    assertThat(words(plan(shop(DB), done, true))).containsExactly("KEEP shop-db-1");
  }

  @Test
  void oneOfWhichItsHostHasNotToldIsNeverReplaced() {
    var silent = List.of(standing(DB, 1, "a", ContainerState.CREATING, 0));

    assertThat(plan(shop(service("db", 1, Placement.ANYWHERE, 1 << 20)), silent, true))
        .singleElement()
        .satisfies(step -> {
          assertThat(step.action()).isEqualTo(Action.DIFFERS);
          assertThat(step.why()).contains("dray rm --force shop-db-1");
        });
  }

  @Test
  void aMemberWithoutAContainerIsCreated() {
    var admitted =
        new Standing("shop-db-1", "db", 1, Optional.empty(), "", Optional.empty(), 0, 0, false);

    assertThat(words(plan(shop(DB), List.of(admitted), false))).containsExactly("CREATE shop-db-1");
  }

  private static List<AppStep> plan(
      Application application, List<Standing> standing, boolean recreate) {
    return new Planner(application, standing, image -> "id of image", recreate).plan(placer());
  }

  private static Placer placer() {
    return new Placer(
        List.of(host("a", "gcp", 1L << 30), host("b", "aws", 1L << 30)),
        (service, replica, host) -> Optional.empty());
  }

  private static List<String> words(List<AppStep> steps) {
    return steps.stream().map(step -> step.action() + " " + step.container()).toList();
  }
}
