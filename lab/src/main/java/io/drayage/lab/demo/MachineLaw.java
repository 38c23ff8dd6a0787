package io.drayage.lab.demo;

import io.drayage.lab.Lab;
import io.drayage.lab.host.Traces;
import io.drayage.lab.law.LabPolicy;
import io.drayage.lab.law.PacketCounter;
import io.drayage.lab.machine.LabException;
import java.time.Clock;

/** A policy of a lab of this machine. */
final class MachineLaw implements DemoLaw {

  private final Lab lab;
  private final LabPolicy policy;
  private final Clock clock;

  private MachineLaw(Lab lab, LabPolicy policy, Clock clock) {
    this.lab = lab;
    this.policy = policy;
    this.clock = clock;
  }

  /** Gives a lab its policy; controller and agents start again. */
  static MachineLaw of(Lab lab, Clock clock) throws InterruptedException {
    return new MachineLaw(lab, LabPolicy.establish(lab, clock), clock);
  }

  @Override
  public String europeanUnionOnly(String container, String image) {
    return policy.europeanUnionOnly(container, image);
  }

  @Override
  public void revoke(String host) {
    policy.revoke(host);
  }

  @Override
  public Packets count(String host, String other) throws InterruptedException {
    PacketCounter counter = PacketCounter.start(lab.host(host), lab.host(other), clock);
    return () -> {
      try {
        return counter.packets();
      } catch (LabException e) {
        throw new DemoException(String.valueOf(e.getMessage()), e);
      }
    };
  }

  @Override
  public String traces(String container, String host) {
    return Traces.of(lab.host(host), container);
  }
}
