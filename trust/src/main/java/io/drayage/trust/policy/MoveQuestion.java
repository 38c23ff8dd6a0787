package io.drayage.trust.policy;

import io.drayage.trust.revocation.RevocationLists;
import java.util.ArrayList;
import java.util.List;

/**
 * May this container move from here to there? (Figure 18 of the thesis.)
 *
 * @param source where it is
 * @param destination where it is to go
 * @param path the hosts in between that see its memory or files: relays and stores
 * @param lists what issuers have taken back, as far as is known
 */
public record MoveQuestion(
    ContainerEvidence container,
    HostEvidence source,
    HostEvidence destination,
    List<HostEvidence> path,
    RevocationLists lists) {
  /** Keeps a copy of the path. */
  public MoveQuestion {
    path = List.copyOf(path);
  }

  /** The destination and all hosts on the way to it. */
  List<HostEvidence> receivers() {
    List<HostEvidence> receivers = new ArrayList<>(path);
    receivers.addFirst(destination);
    return receivers;
  }
}
