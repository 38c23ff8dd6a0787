package io.drayage.protocol;

import io.drayage.model.container.ContainerSpec;
import io.drayage.model.container.HealthCheck;
import io.drayage.model.container.HostEntry;
import io.drayage.model.container.Volume;
import io.drayage.protocol.v1.Container;
import io.drayage.protocol.v1.ContainerVolume;
import java.util.List;
import java.util.Optional;

/** Maps container specifications between the model and the wire. */
public final class ContainerMapping {
  private ContainerMapping() {}

  /** The wire's form of {@code spec}. */
  public static Container toWire(ContainerSpec spec) {
    Container.Builder wire =
        Container.newBuilder()
            .setName(spec.name())
            .setImage(spec.image())
            .addAllLayers(spec.layers())
            .addAllCommand(spec.command())
            .addAllEnv(spec.env())
            .setWorkdir(spec.workdir())
            .setUser(spec.user())
            .setMemoryBytes(spec.memoryBytes())
            .setAddress(spec.address())
            .putAllLabels(spec.labels());
    spec.health()
        .ifPresent(check ->
            wire.setHealth(
                io.drayage.protocol.v1.HealthCheck.newBuilder()
                    .setPort(check.port())
                    .setPath(check.path())));
    for (Volume volume : spec.volumes()) {
      wire.addVolumes(ContainerVolume.newBuilder().setName(volume.name()).setPath(volume.path()));
    }
    wire.addAllHosts(hostsToWire(spec.hosts()));
    return wire.build();
  }

  /** The wire's form of lines of {@code /etc/hosts}. */
  public static List<io.drayage.protocol.v1.HostEntry> hostsToWire(List<HostEntry> hosts) {
    return hosts.stream()
        .map(entry ->
            io.drayage.protocol.v1.HostEntry.newBuilder()
                .setAddress(entry.address())
                .addAllNames(entry.names())
                .build())
        .toList();
  }

  /**
   * The model's form of lines of {@code /etc/hosts}.
   *
   * @throws IllegalArgumentException when one breaks the model's rules
   */
  public static List<HostEntry> hostsFromWire(List<io.drayage.protocol.v1.HostEntry> wire) {
    return wire.stream()
        .map(entry -> new HostEntry(entry.getAddress(), entry.getNamesList()))
        .toList();
  }

  /**
   * The model's form of {@code wire}.
   *
   * @throws IllegalArgumentException when a value breaks the model's rules
   */
  public static ContainerSpec fromWire(Container wire) {
    return new ContainerSpec(
        wire.getName(),
        wire.getImage(),
        wire.getLayersList(),
        wire.getCommandList(),
        wire.getEnvList(),
        wire.getWorkdir(),
        wire.getUser(),
        wire.getVolumesList().stream().map(v -> new Volume(v.getName(), v.getPath())).toList(),
        wire.getMemoryBytes(),
        wire.getAddress(),
        wire.getLabelsMap(),
        wire.hasHealth()
            ? Optional.of(new HealthCheck(wire.getHealth().getPort(), wire.getHealth().getPath()))
            : Optional.empty(),
        Optional.empty(),
        hostsFromWire(wire.getHostsList()));
  }
}
