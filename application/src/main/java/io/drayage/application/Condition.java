package io.drayage.application;

/** What must be so of a service before another that depends on it is started. */
public enum Condition {
  /** Its containers run. */
  STARTED,
  /** Its containers answer their health check. */
  HEALTHY,
  /** Its containers have ended with exit code 0. */
  COMPLETED
}
