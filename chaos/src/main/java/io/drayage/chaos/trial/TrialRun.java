package io.drayage.chaos.trial;

import io.drayage.api.MigrateRequest;
import io.drayage.api.client.ApiException;
import io.drayage.chaos.fault.Injector;
import io.drayage.chaos.host.ChaosLab;
import io.drayage.chaos.report.Finding;
import io.drayage.chaos.watch.CopyWatch;
import io.drayage.lab.demo.client.RedisWriter;
import io.drayage.lab.host.LabHost;
import io.drayage.model.host.HostState;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Moves a container, disturbs the move, heals, and waits for its end. One thread. */
public final class TrialRun {
  private static final Duration LONGEST_TO_STATE = Duration.ofSeconds(40);
  private static final Duration LONGEST_END = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 3;

  private final ChaosLab lab;
  private final Subject subject;

  /** Trials of a container in a lab. */
  public TrialRun(ChaosLab lab, Subject subject) {
    this.lab = lab;
    this.subject = subject;
  }

  /**
   * How a trial ended.
   *
   * @param state the migration's last; empty when it never ended
   * @param struck whether the fault found the migration under way, and something to strike
   * @param host who owns the container now, as the controller says
   * @param alive whether the container may be moved on; it is not where its machine ended
   */
  public record Outcome(
      Optional<MigrationState> state,
      boolean struck,
      LabHost host,
      boolean alive,
      Finding finding) {}

  /** Makes one trial; the container runs on {@code source}. */
  public Outcome run(Trial trial, LabHost source, LabHost destination) throws InterruptedException {
    awaitAgents();
    RedisWriter writer = RedisWriter.start(subject.redis());
    List<Supplier<Map<String, Long>>> hosts = new ArrayList<>();
    lab.hosts().forEach(host -> hosts.add(Subject.on(host)::processorNanos));
    try (CopyWatch watch = CopyWatch.start(hosts)) {
      Migration requested =
          lab.client()
              .migrate(
                  new MigrateRequest(
                      Subject.NAME, destination.name(), trial.mode().word(), MemoryLimits.NONE));
      awaitState(requested.id(), trial.at());
      Thread.sleep(trial.delay());
      boolean underWay =
          ask(() -> lab.client().migration(requested.id()))
              .filter(m -> !m.state().ended())
              .isPresent();
      Injector.Injected fault = new Injector(lab).inject(trial.fault(), source, destination);
      Thread.sleep(trial.lasts());
      fault.heal().run();
      Optional<Migration> ended = awaitEnd(requested.id());
      LabHost owner =
          ended
                  .or(() -> ask(() -> lab.client().migration(requested.id())))
                  .filter(last -> last.state().ownedByDestination())
                  .isPresent()
              ? destination
              : source;
      LabHost other = owner == source ? destination : source;
      boolean alive = !trial.fault().endsContainersOn(owner == destination);
      var judge = new Judge(lab, subject, owner, other);
      return new Outcome(
          ended.map(Migration::state),
          underWay && fault.struck(),
          owner,
          alive,
          alive ? judge.judge(ended, writer, watch) : judge.judgeDead(ended, watch));
    } finally {
      writer.close();
    }
  }

  /** What the trial before killed may still be on its way back: a move would be refused. */
  private void awaitAgents() throws InterruptedException {
    boolean up =
        Waiting.until(
            LONGEST_END,
            () ->
                ask(() -> lab.client().hosts()).stream()
                        .flatMap(List::stream)
                        .filter(host -> host.state() == HostState.UP)
                        .count()
                    == lab.hosts().size());
    if (!up) {
      throw new IllegalStateException("an agent does not come back: see its log");
    }
  }

  private void awaitState(String id, MigrationState wanted) throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_TO_STATE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Migration> now = ask(() -> lab.client().migration(id));
      if (now.isPresent()
          && (now.get().state().ended()
              || now.get().story().stream().anyMatch(step -> step.state() == wanted))) {
        return;
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private Optional<Migration> awaitEnd(String id) throws InterruptedException {
    boolean ended =
        Waiting.until(
            LONGEST_END,
            () -> ask(() -> lab.client().migration(id)).filter(m -> m.state().ended()).isPresent());
    return ended ? ask(() -> lab.client().migration(id)) : Optional.empty();
  }

  /** Empty while the controller is away. */
  static <T> Optional<T> ask(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (ApiException e) {
      return Optional.empty();
    }
  }
}
