package io.drayage.journal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Which of several controllers carries a migration out: the one whose lease on it is alive, renewed
 * every second. A controller that has not renewed it four times is taken for dead, and another one
 * carries the migration on. A lease only decides who works; that a controller believed dead does no
 * harm is the epoch's doing ({@link MigrationRecords#claim}). Thread-safe.
 */
public final class MigrationLeases implements AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final int MISSED = 4;
  private static final int AT_ONCE = 64;

  /** Any time that is over. */
  private static final Instant NOW = Instant.EPOCH;

  private final DataSource source;
  private final String controller;
  private final OneTimeTask<Void> task;
  private volatile Consumer<String> carry = id -> {};
  private volatile Optional<Scheduler> scheduler = Optional.empty();

  MigrationLeases(DataSource source, String controller) {
    this.source = source;
    this.controller = controller;
    this.task =
        Tasks.oneTime("migration")
            .onFailure(new FailureHandler.OnFailureRetryLater<>(Duration.ofSeconds(2)))
            .execute((instance, context) -> carry.accept(instance.getId()));
  }

  /**
   * Begins to take leases.
   *
   * @param work carries the migration of that id out, and returns when it has ended or is carried
   *     out elsewhere; called on a thread of its own, which is interrupted by {@link #close}
   */
  public void start(Consumer<String> work) {
    carry = work;
    Scheduler started =
        Scheduler.create(source, task)
            .schedulerName(new SchedulerName.Fixed(controller))
            .threads(AT_ONCE)
            .pollingInterval(HEARTBEAT)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED)
            .shutdownMaxWait(HEARTBEAT)
            .enableImmediateExecution()
            .build();
    scheduler = Optional.of(started);
    started.start();
  }

  /** Offers a migration to whoever takes the lease first. Repeating it is harmless. */
  public void offer(String migration) {
    scheduler.ifPresent(running -> running.scheduleIfNotExists(task.instance(migration), NOW));
  }

  @Override
  public void close() {
    scheduler.ifPresent(Scheduler::stop);
  }
}
