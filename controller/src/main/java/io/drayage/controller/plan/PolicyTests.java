package io.drayage.controller.plan;

import io.drayage.api.PolicyTestRequest;
import io.drayage.api.PolicyTestView;
import io.drayage.controller.container.ContainerService;
import io.drayage.controller.container.Hosts;
import io.drayage.controller.protection.Guard;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.trust.TrustException;

/** Answers whether the policy lets a container go to a host, and why. Thread-safe. */
public final class PolicyTests {
  private final ContainerService containers;
  private final Hosts hosts;
  private final Guard guard;

  /** Answers by a guard's policy. */
  public PolicyTests(ContainerService containers, Hosts hosts, Guard guard) {
    this.containers = containers;
    this.hosts = hosts;
    this.guard = guard;
  }

  /**
   * Answers; nothing is permitted by it, and nothing recorded.
   *
   * @throws RequestException when a name is unknown, a host does not answer, or the policy cannot
   *     be read
   */
  public PolicyTestView test(PolicyTestRequest request) {
    var container = containers.require(request.container());
    hosts.require(request.to());
    try {
      return guard.explain(
          container.spec(), hosts.requireUp(container.host()), hosts.requireUp(request.to()));
    } catch (TrustException e) {
      throw new RequestException(Reason.CONFLICT, String.valueOf(e.getMessage()), e);
    }
  }
}
