package io.drayage.cli.chaos;

import io.drayage.chaos.ChaosRun;
import io.drayage.chaos.fault.Fault;
import io.drayage.chaos.host.ChaosLab;
import io.drayage.chaos.report.ChaosReport;
import io.drayage.chaos.report.Tally;
import io.drayage.chaos.trial.Plan;
import io.drayage.chaos.trial.Subject;
import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.cli.lab.Cache;
import io.drayage.cli.lab.OwnLabGuard;
import io.drayage.cli.output.OutputOption;
import io.drayage.cli.output.Table;
import io.drayage.cli.output.WritableDirectory;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.platform.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Moves a container again and again, disturbs every move, and judges each from outside. */
@Command(
    name = "chaos",
    description = {
      "Move a container that checks itself to and fro in a lab, with a fault in every move, and judge each from outside.",
      "Exits with 0 when nothing was doubled, lost, stuck or left over, and with 4 otherwise."
    })
public final class ChaosCommand implements Callable<Integer> {
  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "How many moves (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int runs = 20;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Chooses the faults and their moments (default: by chance, and printed).")
  private Optional<Long> seed = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON, too.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--fault",
      paramLabel = "WORD",
      split = ",",
      description = "Only these faults, such as controller-killed.")
  private List<String> faults = List.of();

  @Option(
      names = "--at",
      paramLabel = "STATE",
      split = ",",
      description = "Only in these states of the migration, such as COPYING.")
  private List<MigrationState> states = List.of();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      split = ",",
      description = "Only in these modes: cold, pre-copy, post-copy, hybrid.")
  private List<String> modes = List.of();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The lab's name (default: ${DEFAULT-VALUE}).",
      defaultValue = ChaosLab.NAME)
  private String name = ChaosLab.NAME;

  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    long chosen = seed.orElseGet(() -> ThreadLocalRandom.current().nextLong(1, 1_000_000));
    Plan plan = plan(chosen);
    json.ifPresent(file -> WritableDirectory.requireFor(spec, "--json", file));
    tell(err, "seed " + chosen);
    ChaosReport report = run(plan, chosen, err);
    output.print(spec.commandLine().getOut(), report, found -> print(found));
    if (json.isPresent()) {
      Files.writeString(json.get(), Json.writeIndented(report) + "\n");
    }
    return (report.all().clean() ? ExitCode.OK : ExitCode.LOST).code();
  }

  private ChaosReport run(Plan plan, long chosen, PrintWriter err) {
    try (var guard = new OwnLabGuard(name);
        var run =
            new ChaosRun(
                () -> ChaosLab.up(name, Cache.images(), Subject.IMAGE, line -> tell(err, line)),
                line -> tell(err, line))) {
      guard.arm();
      return run.run(plan, chosen);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(
          ExitCode.FAILURE, "the run was interrupted: its lab is taken down");
    }
  }

  private Plan plan(long chosen) {
    if (runs < 1) {
      throw new ParameterException(spec.commandLine(), "--runs is 1 or more, not " + runs);
    }
    return Plan.draw(
        runs,
        chosen,
        faults.stream().map(this::fault).toList(),
        states,
        modes.stream().map(this::mode).toList());
  }

  private Fault fault(String word) {
    return Fault.parse(word)
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "--fault: no fault '%s': choose from %s"
                    .formatted(
                        word,
                        Arrays.stream(Fault.values())
                            .map(Fault::word)
                            .collect(Collectors.joining(", ")))));
  }

  private Mode mode(String word) {
    try {
      return Mode.parse(word);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--mode: " + e.getMessage(), e);
    }
  }

  private void print(ChaosReport report) {
    var table =
        new Table(
            "FAULT", "RUNS", "STRUCK", "DOUBLED", "LOST", "LOST WRITES", "STUCK", "LEFTOVERS");
    new TreeMap<>(report.byFault()).forEach((fault, tally) -> row(table, fault, tally));
    row(table, "all", report.all());
    PrintWriter out = spec.commandLine().getOut();
    table.print(out);
    out.printf(
        "%d of %d moves arrived, the others were undone%n", report.migrated(), report.all().runs());
    report.failures().forEach(line -> out.println("WRONG: " + line));
  }

  private static void row(Table table, String fault, Tally tally) {
    table.row(
        fault,
        tally.runs(),
        tally.struck(),
        tally.doubled(),
        tally.lost(),
        tally.lostWrites(),
        tally.stuck(),
        tally.leftovers());
  }

  private static void tell(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }
}
