package io.drayage.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.lab.demo.image.ImageRecipe;
import io.drayage.lab.demo.image.WorkloadImages;
import io.drayage.lab.demo.store.StoreHost;
import io.drayage.lab.demo.workload.LocalStore;
import io.drayage.lab.demo.workload.Workload;
import io.drayage.lab.demo.workload.WorkloadRoot;
import io.drayage.model.migration.Figures;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A lab without hosts: the real workloads run on loopback addresses, and a move is whatever the
 * test does to the process.
 */
final class LoopbackLab implements DemoLab, DemoCluster, AutoCloseable {

  private static final Map<String, String> ADDRESSES =
      Map.of(
          "time-service",
          "127.77.0.2",
          "redis",
          "127.77.0.3",
          "redis-live",
          "127.77.0.4",
          "european",
          "127.77.0.5");

  private final Path directory;
  private final Consumer<Running> move;
  private final Map<String, Running> running = new HashMap<>();
  private final LocalStore store;
  private final List<String> imported = new ArrayList<>();
  private boolean lawful = true;
  private boolean arriving;

  LoopbackLab(Path directory, Consumer<Running> move) {
    this.directory = directory;
    this.move = move;
    this.store = new LocalStore(directory.resolve("store"));
  }

  /** A container of this lab, whose process a move may freeze, thaw or start anew. */
  final class Running {
    private final ContainerRequest request;
    private Workload workload;

    private Running(ContainerRequest request) {
      this.request = request;
      this.workload = start(request);
    }

    Workload workload() {
      return workload;
    }

    void beginAnew() {
      workload.close();
      workload = start(request);
    }
  }

  List<String> imported() {
    return imported;
  }

  @Override
  public DemoCluster up(DemoProgress progress) {
    return this;
  }

  @Override
  public void down() {
    running.values().forEach(container -> container.workload.close());
    store.stop();
  }

  @Override
  public void close() {
    down();
  }

  @Override
  public Path root() {
    return WorkloadRoot.cachedRoot();
  }

  @Override
  public String address(String host) {
    return "127.77.0.1";
  }

  @Override
  public StoreHost storeHost(String host) {
    return store;
  }

  @Override
  public void importImage(String name, Path tar) {
    try {
      imported.add(name + " " + (Files.size(tar) > 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String run(ContainerRequest request) {
    running.put(request.name(), new Running(request));
    return address(request);
  }

  @Override
  public MoveTimings migrate(String container, String toHost, String mode) {
    Running moving = running.get(container);
    if (moving == null) {
      throw new DemoException("there is no container " + container);
    }
    move.accept(moving);
    return new MoveTimings(300, 400, 12_345, mode, Optional.empty());
  }

  @Override
  public String imageId(String name) {
    return "sha256:" + "ab".repeat(32);
  }

  @Override
  public boolean isWhole() {
    return true;
  }

  @Override
  public String run(ContainerRequest request, String regulation) {
    assertThat(regulation).isEqualTo("only EU");
    return run(request);
  }

  @Override
  public String refusal(String container, String toHost) {
    return lawful ? "it stands in United States (US)" : "";
  }

  @Override
  public long bytesSentTo(String container, String toHost) {
    return lawful ? 0 : 12_345;
  }

  @Override
  public String begin(String container, String toHost, String mode, long bytesPerSecond) {
    arriving = true;
    return "m-1";
  }

  @Override
  public Migration migration(String id) {
    return migration(MigrationState.COPYING);
  }

  @Override
  public Migration end(String id) {
    return migration(lawful && !arriving ? MigrationState.ABORTED : MigrationState.MIGRATED);
  }

  private static Migration migration(MigrationState state) {
    return new Migration(
        "m-1",
        "european",
        "aws-frankfurt-1",
        "gcp-madrid-1",
        Mode.PRE_COPY,
        state,
        1,
        Instant.EPOCH,
        List.of(),
        Figures.NONE,
        "");
  }

  @Override
  public DemoLaw law(Clock clock) {
    return new DemoLaw() {
      @Override
      public String europeanUnionOnly(String container, String image) {
        return "only EU";
      }

      @Override
      public void revoke(String host) {
        arriving = !lawful;
      }

      @Override
      public Packets count(String host, String other) {
        return () -> lawful && host.equals("aws-virginia-1") ? 0 : 10;
      }

      @Override
      public String traces(String container, String host) {
        return arriving ? "/run/european" : "";
      }
    };
  }

  /** Has it disregard its policy from now on. */
  LoopbackLab lawless() {
    lawful = false;
    return this;
  }

  private Workload start(ContainerRequest request) {
    ImageRecipe image =
        request.image().equals("redis") ? WorkloadImages.redis() : WorkloadImages.timeService();
    Map<String, String> environment = new HashMap<>(request.environment());
    environment.put("HOST", address(request));
    List<String> command =
        request.command().stream()
            .map(word -> word.equals("0.0.0.0") ? address(request) : word)
            .toList();
    return Workload.start(
        WorkloadRoot.unpacked(image), environment, command, directory.resolve("container.log"));
  }

  private static String address(ContainerRequest request) {
    return ADDRESSES.getOrDefault(request.name(), "");
  }
}
