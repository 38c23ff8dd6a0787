package io.drayage.controller.plan;

import io.drayage.controller.agents.AgentConnection;
import io.drayage.controller.agents.AgentFailure;
import io.drayage.controller.image.LayerFiles;
import io.drayage.journal.Journal;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.migration.Mode;
import io.drayage.platform.json.Json;
import io.drayage.preflight.Preflight;
import io.drayage.preflight.check.Situation;
import io.drayage.preflight.check.Situation.Wish;
import io.drayage.preflight.fact.ContainerProfile;
import io.drayage.preflight.fact.Survey;
import io.drayage.protocol.v1.Command;
import io.drayage.protocol.v1.LookAround;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** Asks both agents to look, at the same time. Thread-safe. */
public final class HostInspector implements Inspector {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Executor THREADS = task -> Thread.ofVirtual().name("survey").start(task);

  private final Journal journal;
  private final LayerFiles layers;
  private final Clock clock;

  /** An inspector that knows the controller's layers and who has which address. */
  public HostInspector(Journal journal, LayerFiles layers, Clock clock) {
    this.journal = journal;
    this.layers = layers;
    this.clock = clock;
  }

  /** What an agent saw, and by how much its clock is ahead of this one's. */
  private record Seen(Survey survey, Duration ahead) {}

  @Override
  public Inspection inspect(
      OwnedContainer container, Mode mode, AgentConnection source, AgentConnection destination) {
    ContainerSpec spec = container.spec();
    LookAround what =
        LookAround.newBuilder().setName(spec.name()).addAllLayers(spec.layers()).build();
    var here = ask(source, what);
    var there = ask(destination, what);
    Seen from = await(here);
    Seen to = await(there);
    ContainerProfile profile =
        from.survey()
            .container()
            .orElseThrow(() ->
                new AgentFailure(
                    "host %s says that container %s does not run there"
                        .formatted(source.host().name(), spec.name()),
                    false));
    Wish wish = wish(spec, mode, destination.host().name(), to.survey().missingLayers());
    var situation =
        new Situation(
            from.survey().host(),
            to.survey().host(),
            profile,
            wish,
            to.ahead().minus(from.ahead()));
    return new Inspection(
        Preflight.check(situation),
        profile.usage().memoryBytes(),
        profile.usage().fileBytes(),
        wish.missingLayerBytes());
  }

  private CompletableFuture<Seen> ask(AgentConnection agent, LookAround what) {
    return CompletableFuture.supplyAsync(() -> look(agent, what), THREADS);
  }

  private Seen look(AgentConnection agent, LookAround what) {
    String answer = agent.send(Command.newBuilder().setSurvey(what), LIMIT).getSurvey();
    Instant answered = clock.instant();
    try {
      Survey survey = Json.read(answer, Survey.class);
      // The agent reads its clock at the end of its look, so the way back is what is not known.
      return new Seen(survey, Duration.between(answered, survey.host().clock()));
    } catch (JacksonException e) {
      throw new AgentFailure(
          "host %s does not answer as this version does: bring its agent to the controller's version"
              .formatted(agent.host().name()),
          false);
    }
  }

  private static Seen await(CompletableFuture<Seen> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof AgentFailure failure
          ? new AgentFailure(String.valueOf(failure.getMessage()), failure.lost())
          : new IllegalStateException(e.getCause());
    }
  }

  private Wish wish(ContainerSpec spec, Mode mode, String destination, List<String> missing) {
    Set<String> lost = new HashSet<>();
    long bytes = 0;
    for (String digest : missing) {
      OptionalLong size = layers.size(digest);
      bytes += size.orElse(0);
      if (size.isEmpty()) {
        lost.add(digest);
      }
    }
    Set<String> taken =
        journal.containers().all().stream()
            .filter(other -> other.host().equals(destination))
            .map(other -> other.spec().address())
            .collect(Collectors.toSet());
    return new Wish(mode, spec.memoryBytes(), spec.address(), taken, bytes, lost);
  }
}
