package io.drayage.controller.migration;

import io.drayage.journal.Journal;
import io.drayage.journal.MigrationLeases;
import io.drayage.model.migration.Migration;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares the migrations with other controllers of the same journal. Whatever the journal says is
 * under way is offered again and again, so that none is forgotten between its request and its
 * offer, or after a run that could not go on.
 */
final class LeasedDispatch implements Dispatch {
  private static final Logger LOG = LoggerFactory.getLogger(LeasedDispatch.class);
  private static final Duration SWEEP = Duration.ofSeconds(2);

  private final Journal journal;
  private final MigrationLeases leases;
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("offers").daemon().factory());

  LeasedDispatch(Journal journal, MigrationLeases leases, Consumer<String> carry) {
    this.journal = journal;
    this.leases = leases;
    leases.start(carry);
    var _ = sweeper.scheduleWithFixedDelay(this::sweep, 0, SWEEP.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void offer(String migration) {
    leases.offer(migration);
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
    leases.close();
  }

  private void sweep() {
    try {
      journal.migrations().underWay().stream().map(Migration::id).forEach(leases::offer);
    } catch (RuntimeException e) {
      LOG.warn("The journal does not say what is under way: {}", e.getMessage());
    }
  }
}
