package io.drayage.agent.survey;

import io.drayage.agent.container.ContainerPlace;
import io.drayage.agent.container.ContainerRecord;
import io.drayage.agent.container.Containers;
import io.drayage.agent.memory.HostTracking;
import io.drayage.model.container.ContainerSpec;
import io.drayage.preflight.fact.ContainerProfile;
import io.drayage.preflight.fact.Survey;
import io.drayage.preflight.probe.ContainerProbe;
import io.drayage.preflight.probe.HostProbe;
import io.drayage.preflight.probe.Subject;
import io.drayage.runtime.Provisions;
import io.drayage.runtime.RuntimeFacts;
import io.drayage.runtime.RuntimeStatus;
import io.drayage.runtime.Workload;
import io.drayage.transfer.track.TrackerKind;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at this host and its containers, and changes nothing. Thread-safe. */
public final class Surveys {
  private final Containers containers;
  private final HostProbe probe;
  private final RuntimeFacts facts;
  private final HostTracking tracking;

  /** Surveys of a host's containers. */
  public Surveys(
      Containers containers, HostProbe probe, RuntimeFacts facts, HostTracking tracking) {
    this.containers = containers;
    this.probe = probe;
    this.facts = facts;
    this.tracking = tracking;
  }

  /**
   * Looks.
   *
   * @param name the container to look at, if it runs here
   * @param layers image layers of which to tell which are missing
   */
  public Survey look(String name, List<String> layers) {
    Optional<ContainerProfile> container =
        containers.records().find(name).map(ContainerRecord::spec).flatMap(this::look);
    return new Survey(probe.look(known()), container, containers.missingLayers(layers));
  }

  private HostProbe.Known known() {
    return new HostProbe.Known(
        facts.canCheckpoint() ? Optional.of(facts.criu()) : Optional.empty(),
        facts.usable() ? Optional.of(facts.runtime()) : Optional.empty(),
        tracksDirtyPages());
  }

  private boolean tracksDirtyPages() {
    try {
      return tracking.choice().kind() != TrackerKind.CONTENT_HASH;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private Optional<ContainerProfile> look(ContainerSpec spec) {
    Optional<RuntimeStatus> status = containers.status(spec).filter(found -> found.pid() > 0);
    return status.map(running -> {
      Workload workload = containers.workload(spec);
      Provisions provided = containers.runtime().provisions(workload);
      ContainerPlace place = containers.records().place(spec.name());
      List<Path> trees =
          Stream.concat(
                  Stream.of(place.writableLayer()),
                  spec.volumes().stream().map(volume -> place.volume(volume.name())))
              .toList();
      return ContainerProbe.look(
          new Subject(
              (int) running.pid(),
              containers.runtime().tasks(workload),
              provided.mounts(),
              provided.pipes(),
              trees));
    });
  }
}
