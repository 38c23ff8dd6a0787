package io.drayage.bench.mover;

import io.drayage.api.MigrateRequest;
import io.drayage.api.RunRequest;
import io.drayage.api.client.ApiException;
import io.drayage.api.client.ControllerClient;
import io.drayage.bench.host.BenchLab;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Drayage itself, as {@code dray run} and {@code dray migrate --mode} drive it. */
public final class DrayageMover implements Mover {
  private static final String CONTAINER = "bench-workload";
  private static final long MIB = 1 << 20;

  private final BenchLab lab;
  private final Mode mode;

  /** A mover in one of Drayage's modes; the lab has the workloads' images. */
  public DrayageMover(BenchLab lab, Mode mode) {
    this.lab = lab;
    this.mode = mode;
  }

  @Override
  public String name() {
    return nameOf(mode);
  }

  /** A mode's name in the tables. */
  public static String nameOf(Mode mode) {
    return "drayage " + mode.word();
  }

  @Override
  public boolean byAgents() {
    return true;
  }

  @Override
  public Placed place(Cell cell) {
    var request =
        new RunRequest(
            CONTAINER,
            lab.source().name(),
            cell.workload().image(),
            cell.command(),
            List.of(),
            List.of(),
            cell.workload().limitMiB(cell.memoryMiB()) * MIB);
    try {
      String address = lab.client().run(request).address();
      return new Container(
          lab, mode, new InetSocketAddress(InetAddress.ofLiteral(address), cell.workload().port()));
    } catch (ApiException e) {
      throw new MoverException("the container did not start: " + e.getMessage(), e);
    }
  }

  private record Container(BenchLab lab, Mode mode, InetSocketAddress address) implements Placed {
    @Override
    public Timings move() {
      ControllerClient client = lab.client();
      try {
        Migration requested =
            client.migrate(
                new MigrateRequest(
                    CONTAINER, lab.destination().name(), mode.word(), MemoryLimits.NONE));
        Migration ended = client.follow(requested.id(), _ -> {});
        if (ended.state() != MigrationState.MIGRATED) {
          throw new MoverException("the move ended as " + ended.state() + ": " + ended.failure());
        }
        return new Timings(ended.figures().frozenMillis(), ended.figures().totalMillis());
      } catch (ApiException e) {
        throw new MoverException("the move failed: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() {
      try {
        lab.client().remove(CONTAINER, true);
      } catch (ApiException e) {
        throw new MoverException("the container cannot be removed: " + e.getMessage(), e);
      }
    }
  }
}
