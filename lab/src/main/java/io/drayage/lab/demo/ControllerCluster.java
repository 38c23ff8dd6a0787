package io.drayage.lab.demo;

import io.drayage.api.HostView;
import io.drayage.api.ImageView;
import io.drayage.api.MigrateRequest;
import io.drayage.api.RunRequest;
import io.drayage.api.client.ApiException;
import io.drayage.api.client.ControllerClient;
import io.drayage.api.image.Image;
import io.drayage.api.image.ImageException;
import io.drayage.api.image.ImageSource;
import io.drayage.forecast.predict.Forecast;
import io.drayage.model.host.HostState;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A cluster reached through its controller. Does not own the client. */
public final class ControllerCluster implements DemoCluster {

  private final ControllerClient client;

  /** Asks through {@code client}, which its owner closes. */
  public ControllerCluster(ControllerClient client) {
    this.client = client;
  }

  @Override
  public void importImage(String name, Path tar) {
    try (Image image = ImageSource.open(tar)) {
      asked(() -> client.importImage(name, image));
    } catch (ImageException e) {
      throw new DemoException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new DemoException("cannot read the image " + tar + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String run(ContainerRequest request) {
    return run(request, "");
  }

  @Override
  public String run(ContainerRequest request, String regulation) {
    List<String> environment =
        request.environment().entrySet().stream()
            .map(variable -> variable.getKey() + "=" + variable.getValue())
            .sorted()
            .toList();
    var run =
        new RunRequest(
            request.name(),
            request.host(),
            request.image(),
            request.command(),
            environment,
            List.of(),
            request.memoryBytes(),
            List.of(),
            0,
            "",
            regulation);
    return asked(() -> client.run(run)).address();
  }

  @Override
  public MoveTimings migrate(String container, String toHost, String mode) {
    Migration requested =
        asked(() -> client.migrate(new MigrateRequest(container, toHost, mode, MemoryLimits.NONE)));
    Migration ended = asked(() -> client.follow(requested.id(), _ -> {}));
    if (ended.state() != MigrationState.MIGRATED) {
      throw new DemoException(
          "the move of %s to %s ended as %s: %s"
              .formatted(container, toHost, ended.state(), ended.failure()));
    }
    return new MoveTimings(
        ended.figures().frozenMillis(),
        ended.figures().totalMillis(),
        ended.figures().bytesSent(),
        ended.figures().memory().mode().word(),
        forecast(ended.id()));
  }

  @Override
  public String imageId(String name) {
    return asked(client::images).stream()
        .filter(image -> image.name().equals(name))
        .map(ImageView::id)
        .findFirst()
        .orElseThrow(() -> new DemoException("there is no image " + name + ": import it"));
  }

  /** While the controller starts it does not answer, and so the lab is not whole. */
  @Override
  public boolean isWhole() {
    try {
      List<HostView> hosts = client.hosts();
      return !hosts.isEmpty() && hosts.stream().allMatch(host -> host.state() == HostState.UP);
    } catch (ApiException _) {
      return false;
    }
  }

  @Override
  public String refusal(String container, String toHost) {
    try {
      Migration begun =
          client.migrate(
              new MigrateRequest(container, toHost, Mode.AUTO.word(), MemoryLimits.NONE));
      Migration ended = client.follow(begun.id(), _ -> {});
      return ended.state() == MigrationState.MIGRATED ? "" : ended.failure();
    } catch (ApiException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public long bytesSentTo(String container, String toHost) {
    return asked(client::migrations).stream()
        .filter(move -> move.container().equals(container) && move.destination().equals(toHost))
        .mapToLong(move -> move.figures().bytesSent())
        .sum();
  }

  @Override
  public String begin(String container, String toHost, String mode, long bytesPerSecond) {
    var limits = new MemoryLimits(0, MemoryLimits.NONE.maxRounds(), bytesPerSecond, false, true);
    return asked(() -> client.migrate(new MigrateRequest(container, toHost, mode, limits))).id();
  }

  @Override
  public Migration migration(String id) {
    return asked(() -> client.migration(id));
  }

  @Override
  public Migration end(String id) {
    return asked(() -> client.follow(id, _ -> {}));
  }

  /** A move without one is a move none the less. */
  private Optional<Forecast> forecast(String migration) {
    try {
      return Optional.of(client.forecast(migration).forecast());
    } catch (ApiException _) {
      return Optional.empty();
    }
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (ApiException e) {
      throw new DemoException(String.valueOf(e.getMessage()), e);
    }
  }
}
