package io.drayage.preflight.fact;

import java.util.Locale;

/** What a kernel, or an agent on it, may be able to do. */
public enum Ability {
  /** Handing page faults to a program: {@code userfaultfd(2)}. Post-copy needs it. */
  USERFAULTFD,
  /** Finding dirty pages without reading all memory. */
  DIRTY_TRACKING,
  /** Time namespaces (since Linux 5.6), by which a task's monotonic clock goes on. */
  TIME_NAMESPACES,
  /** Restartable sequences that CRIU can restore (rseq(2), since Linux 5.13). */
  RSEQ,
  /** IP version 6. */
  IPV6,
  /** The agent may exceed resource limits ({@code CAP_SYS_RESOURCE}). */
  RESOURCE_CAPABILITY,
  /** 32-bit tasks on a 64-bit kernel. */
  COMPAT_TASKS;

  /** Its word in profiles. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
