package io.drayage.controller.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.model.container.ContainerSpec;
import io.drayage.model.container.HealthCheck;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.model.migration.Transition;
import io.drayage.protocol.v1.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stateless migration with a real journal and real connections to scripted agents. */
class StatelessMigrationRunTest extends ScriptedMigration {
  private static final String ROUTE = "10.96.128.1 via 192.0.2.2";

  /** The commands and the changes of the route in one order. */
  private final List<String> events = routes;

  @Override
  ContainerSpec spec() {
    return new ContainerSpec(
        "web",
        "sha256:" + "a".repeat(64),
        List.of(),
        List.of("web"),
        List.of(),
        "/",
        "0:0",
        List.of(),
        0,
        "10.96.128.1",
        Map.of("drayage.stateless", "true"),
        Optional.of(new HealthCheck(8080, "/health")));
  }

  @Override
  Mode mode() {
    return Mode.STATELESS;
  }

  @Override
  Duration healthTimeout() {
    return Duration.ofSeconds(7);
  }

  @Test
  void oldCopyIsStoppedOnlyWhenTheRouteLeadsToTheHealthyNewOne() {
    agents.act("zurich START_REPLICA", command -> assertThat(owner()).isEqualTo("madrid"));
    agents.act("zurich RUN", command -> events.add("run, owned by " + owner()));
    agents.act("madrid RELEASE", command -> events.add("release"));

    run();

    assertThat(agents.steps())
        .containsExactly(
            "zurich PREPARE", "zurich START_REPLICA", "zurich RUN", "zurich RUN", "madrid RELEASE");
    assertThat(events).containsExactly("run, owned by zurich", ROUTE, ROUTE, "release");
    assertMigrated();
    assertThat(after().story())
        .extracting(Transition::state)
        .containsExactly(
            MigrationState.REQUESTED,
            MigrationState.ADMITTED,
            MigrationState.PREPARED,
            MigrationState.RESTORED,
            MigrationState.COMMITTED,
            MigrationState.RUNNING,
            MigrationState.MIGRATED);
    assertThat(after().figures().frozenMillis()).isZero();
    assertThat(after().figures().bytesSent()).isZero();
    assertThat(after().figures().memory().mode()).isEqualTo(Mode.STATELESS);
    assertThat(after().figures().memory().reason()).startsWith("stateless: ");
  }

  @Test
  void agentsAreToldWhatIsStatelessAboutIt() {
    run();

    Command prepare = agents.commands().get(0);
    assertThat(prepare.getPrepare().getSource()).as("no stream is expected").isEmpty();
    assertThat(prepare.getPrepare().getContainer().getHealth().getPath()).isEqualTo("/health");
    Command start = agents.commands().get(1);
    assertThat(start.getStartReplica().getName()).isEqualTo("web");
    assertThat(start.getStartReplica().getHealthTimeoutMillis()).isEqualTo(7000);
    Command release = agents.commands().getLast();
    assertThat(release.getRelease().getRunning()).isTrue();
    assertThat(release.getRelease().getGraceMillis()).isEqualTo(10_000);
    assertThat(agents.commands()).allSatisfy(c -> assertThat(c.getEpoch()).isEqualTo(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zurich PREPARE", "zurich START_REPLICA"})
  void failureBeforeTheCommitLeavesTheOldCopyAlone(String step) {
    agents.fail(step, "it is not well");

    run();

    assertAborted();
    assertThat(after().failure()).isEqualTo("it is not well");
    assertThat(agents.steps()).contains(step, "madrid ABORT", "zurich ABORT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zurich PREPARE", "zurich START_REPLICA"})
  void connectionLostBeforeTheCommitLeavesTheOldCopyAlone(String step) {
    agents.lose(step);

    run();

    assertAborted();
    assertThat(agents.steps()).contains(step, "madrid ABORT", "zurich ABORT");
  }

  @Test
  void routeStaysWithTheOldCopyUntilTheNewOneIsConnected() {
    agents.act(
        "zurich RUN",
        command -> {
          events.add("run failed");
          throw new IllegalStateException("not yet");
        });
    agents.lose("zurich RUN");
    agents.act("madrid RELEASE", command -> events.add("release"));

    run();

    assertMigrated();
    assertThat(events).containsExactly("run failed", ROUTE, "release");
  }

  @Test
  void oldCopyServesUntilTheRouteCouldBeChanged() {
    routeFailures.set(3);
    agents.act("madrid RELEASE", command -> events.add("release"));

    run();

    assertMigrated();
    assertThat(events).containsExactly(ROUTE, "release");
  }

  @ParameterizedTest
  @EnumSource(
      value = MigrationState.class,
      names = {"REQUESTED", "ADMITTED", "PREPARED"})
  void restartedControllerUndoesWhatWasNotCommitted(MigrationState state) {
    advanceTo(state);

    newRun(journal.migrations().claim("m1", "restarted", Instant.now()).orElseThrow()).run();

    assertAborted();
    assertThat(agents.steps()).containsExactlyInAnyOrder("madrid ABORT", "zurich ABORT");
  }

  @ParameterizedTest
  @EnumSource(
      value = MigrationState.class,
      names = {"COMMITTED", "RUNNING"})
  void restartedControllerFinishesWhatWasCommitted(MigrationState state) {
    advanceTo(MigrationState.PREPARED);
    journal.migrations().commit(migration, Instant.now());
    if (state == MigrationState.RUNNING) {
      journal.migrations().advance("m1", 2, MigrationState.COMMITTED, state, Instant.now());
    }

    newRun(after()).run();

    assertMigrated();
    assertThat(events).containsExactly(ROUTE);
    assertThat(agents.commands().getLast().getRelease().getRunning()).isTrue();
    assertThat(agents.steps()).doesNotContain("zurich FILL");
  }

  private void assertAborted() {
    assertThat(after().state()).isEqualTo(MigrationState.ABORTED);
    assertThat(owner()).isEqualTo("madrid");
    assertThat(agents.steps()).doesNotContain("zurich RUN", "madrid RELEASE");
    assertThat(events).as("the route").isEmpty();
  }

  private void assertMigrated() {
    assertThat(after().state()).isEqualTo(MigrationState.MIGRATED);
    assertThat(owner()).isEqualTo("zurich");
    assertThat(agents.steps()).noneMatch(step -> step.endsWith("ABORT"));
    assertThat(after().failure()).isEmpty();
  }

  private void advanceTo(MigrationState state) {
    advanceAlong(
        List.of(MigrationState.REQUESTED, MigrationState.ADMITTED, MigrationState.PREPARED), state);
  }
}
