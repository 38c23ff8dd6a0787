package io.drayage.controller.container;

import io.drayage.journal.OwnedContainer;
import io.drayage.model.container.ContainerSpec;
import io.drayage.trust.TrustException;
import io.drayage.trust.attribute.Credential;
import io.drayage.trust.audit.Audit;
import io.drayage.trust.audit.AuditEvent;
import io.drayage.trust.audit.AuditKind;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down which containers users start and remove. Thread-safe. */
final class ContainerRecords {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerRecords.class);

  private final Audit audit;

  ContainerRecords(Audit audit) {
    this.audit = audit;
  }

  /**
   * A container is about to be started.
   *
   * @throws TrustException when it cannot be written: then it must not be started
   */
  void starting(OwnedContainer container) {
    append(AuditKind.CONTAINER_STARTED, container, Map.of());
  }

  /** It did not start, and nothing is left of it. */
  void notStarted(OwnedContainer container, String why) {
    try {
      append(AuditKind.CONTAINER_REMOVED, container, Map.of("why", "it did not start: " + why));
    } catch (TrustException e) {
      LOG.error("That {} did not start is not in the audit log", container.spec().name(), e);
    }
  }

  /**
   * A container's host has removed it.
   *
   * @throws TrustException when it cannot be written
   */
  void removed(OwnedContainer container) {
    append(AuditKind.CONTAINER_REMOVED, container, Map.of("why", "removed by the user"));
  }

  private void append(AuditKind kind, OwnedContainer container, Map<String, String> more) {
    ContainerSpec spec = container.spec();
    var details = new TreeMap<String, String>(more);
    details.put("host", container.host());
    details.put("image", spec.image());
    details.put(
        "regulation",
        spec.regulation()
            .map(pem -> Credential.parse(pem).certificate())
            .map(one -> one.serial().toString(16) + ": " + one.attributes().inWords())
            .orElse("none"));
    audit.append(
        new AuditEvent(
            kind, AuditEvent.ADMINISTRATOR, Optional.of(spec.name()), Optional.empty(), details));
  }
}
