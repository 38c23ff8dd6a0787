package io.drayage.bench.memory;

import io.drayage.bench.host.BenchLab;
import io.drayage.bench.mover.BareCriuMover;
import io.drayage.bench.mover.Cell;
import io.drayage.bench.mover.DrayageMover;
import io.drayage.bench.mover.Mover;
import io.drayage.bench.mover.MoverException;
import io.drayage.bench.mover.PeerMover;
import io.drayage.bench.report.Row;
import io.drayage.bench.report.Sample;
import io.drayage.bench.workload.Workload;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.Progress;
import io.drayage.model.migration.Mode;
import io.drayage.platform.process.SubprocessException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measures every mover at every cell of a plan, interleaved: each repeat goes through all cells and
 * all movers, so that a slow minute of the machine meets them all. One thread.
 */
public final class MemoryBenchmark {
  private static final double MIB = 1 << 20;
  private static final double NOT_ZERO = 0.9;

  private record Key(Cell cell, String mover) {}

  private final BenchLab lab;
  private final Plan plan;
  private final Clock clock;
  private final Progress progress;
  private final List<String> notRun = new ArrayList<>();
  private final Map<Key, List<Sample>> samples = new LinkedHashMap<>();
  private final Map<Key, String> failures = new LinkedHashMap<>();

  /** A benchmark in a lab that is up and has the images of the plan's workloads. */
  public MemoryBenchmark(BenchLab lab, Plan plan, Clock clock, Progress progress) {
    this.clock = clock;
    this.lab = lab;
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Measures all of it; a move that fails is a row that says so.
   *
   * @param longest after so much time no further cell is begun; the notes say which were not run
   */
  public Outcome run(Duration longest) throws InterruptedException {
    Instant end = clock.instant().plus(longest);
    List<Mover> movers = movers().stream().filter(mover -> plan.wants(mover.name())).toList();
    List<Cell> cells = new ArrayList<>(plan.cells());
    cells.addFirst(Cell.ofMemory(Cell.TINY_MIB, 0, plan.cells().getFirst().linkMbit()));
    var trial = new MoveTrial(lab);
    int link = plan.cells().getFirst().linkMbit();
    progress.step(
        "the plan: %d cells, %d repeats; about %d minutes on a quiet machine"
            .formatted(cells.size(), plan.repeats(), plan.estimate(movers.size()).toMinutes() + 1));
    warmUp(trial, movers);
    for (int repeat = 1; repeat <= plan.repeats(); repeat++) {
      for (Cell cell : cells) {
        if (clock.instant().isAfter(end)) {
          notRun.add("repeat %d: %s".formatted(repeat, cell));
          continue;
        }
        if (cell.linkMbit() != link) {
          link = cell.linkMbit();
          lab.shape(link);
        }
        for (Mover mover : movers) {
          if (mover.takes(cell)) {
            measure(trial, mover, cell, repeat);
          }
        }
      }
    }
    return new Outcome(rows(cells, movers), notes());
  }

  /** One move by each that does not count: agents are services that have run for long. */
  private void warmUp(MoveTrial trial, List<Mover> movers) throws InterruptedException {
    Cell cell = plan.cells().getFirst();
    lab.shape(cell.linkMbit());
    for (Mover mover : movers) {
      if (mover.takes(cell)) {
        try {
          Sample _ = trial.run(mover, cell);
          progress.step("warmed up: " + mover.name());
        } catch (MoverException | LabException | SubprocessException e) {
          progress.step("NOT warmed up: " + mover.name() + ": " + e.getMessage());
        }
      }
    }
  }

  private List<Mover> movers() {
    List<Mover> movers = new ArrayList<>();
    movers.add(new BareCriuMover(lab));
    // A stateless move moves no memory: there is nothing of it to measure here.
    Arrays.stream(Mode.values())
        .filter(mode -> mode != Mode.STATELESS)
        .forEach(mode -> movers.add(new DrayageMover(lab, mode)));
    Arrays.stream(PeerMover.Way.values()).forEach(way -> movers.add(new PeerMover(lab, way)));
    return movers;
  }

  private void measure(MoveTrial trial, Mover mover, Cell cell, int repeat)
      throws InterruptedException {
    var key = new Key(cell, mover.name());
    String what = "%d of %d, %s, %s: ".formatted(repeat, plan.repeats(), cell, mover.name());
    try {
      Sample sample = trial.run(mover, cell);
      samples.computeIfAbsent(key, _ -> new ArrayList<>()).add(sample);
      progress.step(
          what
              + String.format(
                  Locale.ROOT,
                  "gap %.0f ms, frozen %.0f, total %.0f, sent %.1f MiB",
                  sample.gapMillis(),
                  sample.frozenMillis(),
                  sample.totalMillis(),
                  sample.bytesSent() / MIB));
    } catch (MoverException | LabException | SubprocessException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      failures.putIfAbsent(key, String.valueOf(e.getMessage()));
      progress.step(what + "FAILED: " + e.getMessage());
    }
  }

  private List<Row> rows(List<Cell> cells, List<Mover> movers) {
    List<Row> rows = new ArrayList<>();
    for (Cell cell : cells) {
      for (Mover mover : movers) {
        var key = new Key(cell, mover.name());
        if (samples.containsKey(key) || failures.containsKey(key)) {
          rows.add(
              Row.of(
                  mover.name(),
                  cell.workload().word(),
                  cell.memoryMiB(),
                  cell.dirtyMiBs(),
                  cell.linkMbit(),
                  samples.getOrDefault(key, List.of()),
                  Optional.ofNullable(failures.get(key))));
        }
      }
      if (cell.workload() == Workload.MEMORY
          && cell.linkMbit() > 0
          && cell.memoryMiB() > Cell.TINY_MIB) {
        rows.add(bytesFloor(cell));
      }
    }
    return rows;
  }

  /** The pages that are not zero, once and uncompressed, at the link's bandwidth. */
  private static Row bytesFloor(Cell cell) {
    long bytes = (long) (cell.memoryMiB() * MIB * NOT_ZERO);
    double millis = Math.round(bytes * 8 / (cell.linkMbit() * 1e3) * 10) / 10.0;
    return new Row(
        "floor: bytes / bandwidth",
        cell.workload().word(),
        cell.memoryMiB(),
        cell.dirtyMiBs(),
        cell.linkMbit(),
        0,
        0,
        millis,
        bytes,
        0,
        0,
        Optional.empty(),
        Optional.empty());
  }

  private List<String> notes() {
    List<String> notes =
        new ArrayList<>(
            List.of(
                "podman's pre-checkpoint and CRIU's pre-dump: they need soft-dirty tracking (CONFIG_MEM_SOFT_DIRTY), which this kernel may lack",
                "Incus and LXC: they need hosts of their own, with cgroup v2 alone"));
    if (!notRun.isEmpty()) {
      notes.add("for want of time (--max-minutes): " + String.join("; ", notRun));
    }
    return notes;
  }
}
