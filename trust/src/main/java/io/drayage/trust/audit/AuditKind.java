package io.drayage.trust.audit;

import java.util.Locale;

/** What an entry of the audit log tells of. */
public enum AuditKind {
  /** A controller began to write. */
  OPENED,
  /** A controller ended in order. */
  CLOSED,
  /** A write that a crash broke off was taken out; nobody had been told that it was done. */
  REPAIRED,
  /** The policy allowed a move. */
  VERDICT_ALLOWED,
  /** The policy refused a move, or broke it off. */
  VERDICT_REFUSED,
  /** A certificate was found to be taken back when a move was decided. */
  REVOCATION_SEEN,
  /** A permit is about to be given to both hosts. */
  PERMIT_ISSUED,
  /** The destination owns the container. */
  MOVE_COMMITTED,
  /** A move was undone; the source owns the container. */
  MOVE_ABORTED,
  /** The destination has nothing of an undone move any more. */
  COPY_WIPED,
  /** An operator said which host owns a container. */
  OWNER_RESOLVED,
  /** A user had a container started. */
  CONTAINER_STARTED,
  /** A user had a container removed. */
  CONTAINER_REMOVED,
  /** A host got its certificate. */
  HOST_ENROLLED;

  /** As in the file: {@code verdict-allowed}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
