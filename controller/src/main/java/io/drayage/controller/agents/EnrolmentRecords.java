package io.drayage.controller.agents;

import io.drayage.trust.audit.Audit;
import io.drayage.trust.audit.AuditEvent;
import io.drayage.trust.audit.AuditKind;
import io.drayage.trust.identity.KeyFingerprint;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/** Writes down which hosts get certificates. Thread-safe. */
final class EnrolmentRecords {
  private final Audit audit;

  EnrolmentRecords(Audit audit) {
    this.audit = audit;
  }

  /**
   * A certificate is about to be given to a host.
   *
   * @param occasion {@code token} or {@code renewal}
   * @throws io.drayage.trust.TrustException when it cannot be written: then it must not be given
   */
  List<X509Certificate> enrolled(String host, String occasion, List<X509Certificate> chain) {
    X509Certificate certificate = chain.getFirst();
    audit.append(
        AuditEvent.of(
            AuditKind.HOST_ENROLLED,
            "host:" + host,
            Map.of(
                "host",
                host,
                "by",
                occasion,
                "certificate",
                certificate.getSerialNumber().toString(16),
                "key",
                KeyFingerprint.of(certificate).hex())));
    return chain;
  }
}
