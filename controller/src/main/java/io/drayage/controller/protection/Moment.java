package io.drayage.controller.protection;

import java.util.Locale;

/** When a verdict is asked for. */
public enum Moment {
  /** A container with a Regulation is to be started on a host. */
  START,
  /** A user asks for the move, or for its plan. */
  ADMISSION,
  /** A permit is to be signed. */
  PERMIT,
  /** Again and again while it copies. */
  RECHECK,
  /** Before the freeze, and before the commit. */
  COMMIT;

  /** As in the audit log. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
