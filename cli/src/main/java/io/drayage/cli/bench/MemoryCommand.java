package io.drayage.cli.bench;

import io.drayage.bench.host.BenchLab;
import io.drayage.bench.memory.MemoryBenchmark;
import io.drayage.bench.memory.Outcome;
import io.drayage.bench.memory.Plan;
import io.drayage.bench.mover.Cell;
import io.drayage.bench.report.MarkdownTable;
import io.drayage.bench.report.Row;
import io.drayage.bench.report.SvgChart;
import io.drayage.bench.workload.Workload;
import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.cli.lab.Cache;
import io.drayage.cli.lab.OwnLabGuard;
import io.drayage.cli.output.Table;
import io.drayage.cli.output.WritableDirectory;
import io.drayage.platform.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Moves a workload that checks its own memory by every mover there is, and compares them. */
@Command(
    name = "memory",
    description = {
      "Move a workload that checks its own memory by Drayage's modes and by its peers, and compare them.",
      "Exits with 0 when every move succeeded and every page was right after it, and with 4 otherwise."
    })
final class MemoryCommand implements Callable<Integer> {
  private static final double MIB = 1 << 20;
  private static final int WHOLE_REPEATS = 3;

  @Option(
      names = "--quick",
      description = "64 and 256 MiB, dirtying 0 and 10 MiB/s, 1 Gbit/s only, two repeats.")
  private boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the rows as JSON, too.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write a table, memory.md, and a chart, memory.svg, to this directory.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--movers",
      paramLabel = "WORD",
      split = ",",
      description = "Only movers whose names contain one of these, such as drayage or lazy.")
  private Set<String> movers = Set.of();

  @Option(names = "--memory", paramLabel = "MIB", split = ",", description = "Sizes to measure.")
  private List<Integer> memory = List.of();

  @Option(names = "--dirty", paramLabel = "MIB/S", split = ",", description = "Rates to measure.")
  private List<Integer> dirty = List.of();

  @Option(
      names = "--link",
      paramLabel = "MBIT",
      split = ",",
      description = "Links to measure, in Mbit/s; 0 means unshaped.")
  private List<Integer> link = List.of();

  @Option(
      names = "--workloads",
      paramLabel = "WORD",
      split = ",",
      description = "Workloads to measure: memory, redis, jvm (default: memory).")
  private List<String> workloads = List.of();

  @Option(
      names = "--max-minutes",
      paramLabel = "N",
      description = "Begin no further cell after so long, and say what was not run.")
  private Optional<Integer> maxMinutes = Optional.empty();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The lab's name (default: ${DEFAULT-VALUE}).",
      defaultValue = BenchLab.NAME)
  private String name = BenchLab.NAME;

  @Option(names = "--repeats", paramLabel = "N", description = "How often each is measured.")
  private Optional<Integer> repeats = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    Plan plan = plan();
    json.ifPresent(file -> WritableDirectory.requireFor(spec, "--json", file));
    Outcome outcome = measure(plan, err);
    print(spec.commandLine().getOut(), outcome);
    if (json.isPresent()) {
      Files.writeString(json.get(), Json.writeIndented(outcome.rows()) + "\n");
    }
    if (out.isPresent()) {
      Files.createDirectories(out.get());
      Files.writeString(
          out.get().resolve("memory.md"), MarkdownTable.of(outcome.rows(), outcome.notes()));
      Files.writeString(out.get().resolve("memory.svg"), SvgChart.of(outcome.rows()));
    }
    return (outcome.passed() ? ExitCode.OK : ExitCode.LOST).code();
  }

  private Outcome measure(Plan plan, PrintWriter err) {
    try (var guard = new OwnLabGuard(name);
        BenchLab lab = BenchLab.up(name, Cache.images(), line -> tell(err, line))) {
      guard.arm();
      plan.cells().stream().map(Cell::workload).distinct().forEach(lab::importImage);
      var longest = maxMinutes.map(Duration::ofMinutes).orElse(Duration.ofDays(1));
      return new MemoryBenchmark(lab, plan, Clock.systemUTC(), line -> tell(err, line))
          .run(longest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(
          ExitCode.FAILURE, "the benchmark was interrupted: its lab is taken down");
    }
  }

  private Plan plan() {
    try {
      return checkedPlan();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Plan checkedPlan() {
    boolean chosen =
        !(memory.isEmpty() && dirty.isEmpty() && link.isEmpty() && workloads.isEmpty());
    if (!quick && !chosen) {
      return Plan.whole(repeats.orElse(WHOLE_REPEATS), movers);
    }
    return Plan.of(
        workloads.isEmpty()
            ? List.of(Workload.MEMORY)
            : workloads.stream().map(Workload::parse).toList(),
        memory.isEmpty() ? quick ? List.of(64, 256) : List.of(64, 256, 1024) : memory,
        dirty.isEmpty() ? quick ? List.of(0, 10) : List.of(0, 10, 50) : dirty,
        link.isEmpty() ? quick ? List.of(1000) : List.of(1000, 100, 0) : link,
        repeats.orElse(quick ? 2 : WHOLE_REPEATS),
        movers);
  }

  private static void print(PrintWriter to, Outcome outcome) {
    var table =
        new Table(
            "MOVER",
            "WORKLOAD",
            "MIB",
            "DIRTY",
            "LINK",
            "GAP",
            "SPREAD",
            "FROZEN",
            "TOTAL",
            "SENT",
            "N");
    for (Row row : outcome.rows()) {
      boolean measured = row.repeats() > 0;
      table.row(
          row.mover(),
          row.workload(),
          row.memoryMiB(),
          row.dirtyMiBs(),
          row.linkMbit() == 0 ? "unshaped" : row.linkMbit() + "M",
          measured ? millis(row.gapMs()) : "",
          measured ? millis(row.spread()) : "",
          measured ? millis(row.frozenMs()) : "",
          millis(row.totalMs()),
          String.format(Locale.ROOT, "%.1f MiB", row.bytesSent() / MIB),
          row.repeats());
    }
    table.print(to);
    outcome.rows().stream()
        .filter(row -> row.failure().isPresent())
        .forEach(row -> to.println("FAILED: " + row.mover() + ": " + row.failure().orElseThrow()));
    outcome.notes().forEach(note -> to.println("not measured: " + note));
    to.flush();
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%.0f ms", millis);
  }

  private static void tell(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }
}
