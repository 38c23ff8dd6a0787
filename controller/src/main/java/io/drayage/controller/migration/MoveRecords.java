package io.drayage.controller.migration;

import io.drayage.model.migration.Migration;
import io.drayage.trust.TrustException;
import io.drayage.trust.audit.Audit;
import io.drayage.trust.audit.AuditEvent;
import io.drayage.trust.audit.AuditKind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down how moves end. What has happened cannot be refused any more, so a log that cannot be
 * written is told of in the controller's own log only. After a restart of the controller an end may
 * be written again. Thread-safe.
 */
final class MoveRecords {
  private static final Logger LOG = LoggerFactory.getLogger(MoveRecords.class);

  private final Audit audit;
  private final Set<String> notWiped = ConcurrentHashMap.newKeySet();

  MoveRecords(Audit audit) {
    this.audit = audit;
  }

  void committed(Migration migration) {
    append(
        AuditKind.MOVE_COMMITTED,
        AuditEvent.CONTROLLER,
        migration,
        Map.of(
            "source",
            migration.source(),
            "destination",
            migration.destination(),
            "epoch",
            String.valueOf(migration.epoch())));
  }

  void aborted(Migration migration, boolean wiped) {
    append(
        AuditKind.MOVE_ABORTED,
        AuditEvent.CONTROLLER,
        migration,
        Map.of(
            "source",
            migration.source(),
            "destination",
            migration.destination(),
            "why",
            migration.failure()));
    if (wiped) {
      append(migration);
    } else {
      notWiped.add(migration.id());
    }
  }

  /** An agent that came back has nothing of an undone move any more. */
  void wiped(Migration migration) {
    if (notWiped.remove(migration.id())) {
      append(migration);
    }
  }

  /**
   * An operator decides who owns a container.
   *
   * @throws TrustException when it cannot be written: then nothing is decided
   */
  void resolved(Migration migration, String owner) {
    audit.append(
        event(
            AuditKind.OWNER_RESOLVED,
            AuditEvent.ADMINISTRATOR,
            migration,
            Map.of("owner", owner, "state", migration.state().name())));
  }

  private void append(Migration wiped) {
    append(AuditKind.COPY_WIPED, AuditEvent.CONTROLLER, wiped, Map.of("host", wiped.destination()));
  }

  private void append(
      AuditKind kind, String actor, Migration migration, Map<String, String> details) {
    try {
      audit.append(event(kind, actor, migration, details));
    } catch (TrustException e) {
      LOG.error(
          "Migration {}: {} is not in the audit log: {}",
          migration.id(),
          kind.word(),
          e.getMessage());
    }
  }

  private static AuditEvent event(
      AuditKind kind, String actor, Migration migration, Map<String, String> details) {
    return new AuditEvent(
        kind, actor, Optional.of(migration.container()), Optional.of(migration.id()), details);
  }
}
