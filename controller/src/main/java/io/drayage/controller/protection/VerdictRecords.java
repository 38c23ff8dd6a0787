package io.drayage.controller.protection;

import io.drayage.trust.audit.Audit;
import io.drayage.trust.audit.AuditEvent;
import io.drayage.trust.audit.AuditKind;
import io.drayage.trust.permit.Permit;
import io.drayage.trust.policy.CertificateReference;
import io.drayage.trust.policy.Finding;
import io.drayage.trust.policy.Rule;
import io.drayage.trust.policy.Verdict;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Writes verdicts and permits down. What was allowed while a copy ran is not written each second;
 * what was refused always is. Thread-safe.
 */
final class VerdictRecords {
  private static final int MOST_REMEMBERED = 10_000;

  private final Audit audit;
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();

  VerdictRecords(Audit audit) {
    this.audit = audit;
  }

  /**
   * What is decided about.
   *
   * @param migration its id, once it has one
   */
  record Subject(
      Optional<String> migration,
      String container,
      String source,
      String destination,
      Moment moment) {}

  void allowed(Subject subject, Verdict.Allowed verdict) {
    if (subject.moment() != Moment.RECHECK) {
      Map<String, String> details = details(subject);
      details.put("rules", rules(verdict.reasons()));
      details.put("certificates", serials(verdict.certificates()));
      append(AuditKind.VERDICT_ALLOWED, subject, details);
    }
  }

  void refused(Subject subject, Verdict.Refused verdict) {
    verdict.refusals().stream()
        .filter(finding -> finding.rule() == Rule.REVOCATION)
        .forEach(finding -> revoked(subject, finding));
    Map<String, String> details = details(subject);
    details.put("rules", rules(verdict.refusals()));
    details.put(
        "certificates",
        serials(verdict.refusals().stream().flatMap(f -> f.certificate().stream()).toList()));
    details.put("why", verdict.inWords());
    append(AuditKind.VERDICT_REFUSED, subject, details);
  }

  /** No rule could be asked. */
  void undecidable(Subject subject, String why) {
    Map<String, String> details = details(subject);
    details.put("why", why);
    append(AuditKind.VERDICT_REFUSED, subject, details);
  }

  void permit(Subject subject, Permit permit) {
    Map<String, String> details = details(subject);
    details.put("epoch", String.valueOf(permit.epoch()));
    details.put("source key", permit.source().key().hex());
    details.put("destination key", permit.destination().key().hex());
    details.put("certificates", serials(permit.certificates()));
    details.put("until", permit.expiresAt().toString());
    append(AuditKind.PERMIT_ISSUED, subject, details);
  }

  /** Once for each certificate, as long as this controller runs. */
  private void revoked(Subject subject, Finding finding) {
    String serial = finding.certificate().map(CertificateReference::serial).orElse("");
    if (revoked.size() >= MOST_REMEMBERED) {
      revoked.clear();
    }
    if (!revoked.contains(serial)) {
      append(
          AuditKind.REVOCATION_SEEN,
          subject,
          Map.of("certificate", serial, "why", finding.inWords()));
      revoked.add(serial);
    }
  }

  private void append(AuditKind kind, Subject subject, Map<String, String> details) {
    String actor =
        subject.moment() == Moment.ADMISSION ? AuditEvent.ADMINISTRATOR : AuditEvent.CONTROLLER;
    audit.append(
        new AuditEvent(
            kind, actor, Optional.of(subject.container()), subject.migration(), details));
  }

  private static Map<String, String> details(Subject subject) {
    var details = new TreeMap<String, String>();
    details.put("moment", subject.moment().word());
    details.put("source", subject.source());
    details.put("destination", subject.destination());
    return details;
  }

  private static String rules(Collection<Finding> findings) {
    return findings.stream()
        .map(finding -> finding.rule().name().toLowerCase(Locale.ROOT))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String serials(Collection<CertificateReference> certificates) {
    return certificates.stream()
        .map(CertificateReference::serial)
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
