package io.drayage.model.group;

import java.util.Locale;

/** Why a group moves. */
public enum GroupKind {
  /** Its user named the containers. */
  MIGRATE,
  /** Everything leaves a host. */
  DRAIN,
  /** Everything leaves a provider. */
  EVACUATE,
  /** The hosts' loads are evened out. */
  REBALANCE;

  /** As users read it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
