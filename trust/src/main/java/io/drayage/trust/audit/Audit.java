package io.drayage.trust.audit;

/** Where a controller writes down what it decides and does. Thread-safe. */
@FunctionalInterface
public interface Audit {
  /**
   * Writes an event down; it is on disk when this returns.
   *
   * @throws io.drayage.trust.TrustException when it cannot be written: what needs the record must
   *     not be done then
   */
  void append(AuditEvent event);
}
