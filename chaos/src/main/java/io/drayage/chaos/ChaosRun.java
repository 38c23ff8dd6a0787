package io.drayage.chaos;

import io.drayage.chaos.host.ChaosLab;
import io.drayage.chaos.report.ChaosReport;
import io.drayage.chaos.report.Tally;
import io.drayage.chaos.trial.Plan;
import io.drayage.chaos.trial.Subject;
import io.drayage.chaos.trial.Trial;
import io.drayage.chaos.trial.TrialRun;
import io.drayage.lab.host.LabHost;
import io.drayage.model.migration.MigrationState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes a plan's trials one after the other, to and fro between two hosts. After a trial that left
 * something wrong the lab is made anew, so that no trial suffers from another's. One thread.
 */
public final class ChaosRun implements AutoCloseable {
  private final Supplier<ChaosLab> labs;
  private final Consumer<String> progress;
  private Optional<ChaosLab> lab = Optional.empty();
  private Optional<Subject> subject = Optional.empty();
  private int on;

  /**
   * Runs in labs, of which one is up at a time.
   *
   * @param labs brings one up
   * @param progress takes a line for each trial
   */
  public ChaosRun(Supplier<ChaosLab> labs, Consumer<String> progress) {
    this.labs = labs;
    this.progress = progress;
  }

  /** Makes all trials. */
  public ChaosReport run(Plan plan, long seed) throws InterruptedException {
    Tally all = Tally.NONE;
    Map<String, Tally> byFault = new TreeMap<>();
    List<String> failures = new ArrayList<>();
    long migrated = 0;
    for (Trial trial : plan.trials()) {
      TrialRun.Outcome outcome = run(trial);
      all = all.with(outcome.finding(), outcome.struck());
      byFault.merge(
          trial.fault().word(),
          Tally.NONE.with(outcome.finding(), outcome.struck()),
          (before, _) -> before.with(outcome.finding(), outcome.struck()));
      migrated += outcome.state().filter(MigrationState.MIGRATED::equals).isPresent() ? 1 : 0;
      String line =
          "%d/%d %s: %s%s%s"
              .formatted(
                  trial.number(),
                  plan.trials().size(),
                  trial,
                  outcome.state().map(Enum::name).orElse("no end"),
                  outcome.struck() ? "" : " (the fault struck nothing)",
                  outcome.finding().clean() ? "" : ", " + outcome.finding().words());
      progress.accept(line);
      if (!outcome.finding().clean()) {
        failures.add(line);
        close();
      }
    }
    return new ChaosReport(seed, all, migrated, byFault, failures);
  }

  private TrialRun.Outcome run(Trial trial) throws InterruptedException {
    ChaosLab up = lab.isPresent() ? lab.get() : labs.get();
    lab = Optional.of(up);
    LabHost source = up.hosts().get(on);
    Subject there = subject.isPresent() ? subject.get() : Subject.start(up, source);
    subject = Optional.of(there);
    TrialRun.Outcome outcome = new TrialRun(up, there).run(trial, source, up.hosts().get(1 - on));
    on = outcome.host().name().equals(source.name()) ? on : 1 - on;
    if (!outcome.alive() && outcome.finding().clean()) {
      up.client().remove(Subject.NAME, true);
      subject = Optional.empty();
    }
    return outcome;
  }

  @Override
  public void close() {
    lab.ifPresent(ChaosLab::close);
    lab = Optional.empty();
    subject = Optional.empty();
    on = 0;
  }
}
