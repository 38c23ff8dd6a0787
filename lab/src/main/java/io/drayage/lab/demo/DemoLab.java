package io.drayage.lab.demo;

import io.drayage.lab.demo.store.StoreHost;
import java.nio.file.Path;
import java.time.Clock;

/** The lab as the demonstration needs it. Failures are {@link DemoException}s. */
public interface DemoLab {

  /**
   * Brings the lab up, its controller and agents included, and returns what runs containers on it.
   * May say how far it is.
   */
  DemoCluster up(DemoProgress progress) throws InterruptedException;

  /** Takes the lab down with all that runs in it; harmless when it is not up, and after a crash. */
  void down();

  /** The cached root file system of the lab's hosts, from which images are made; only read. */
  Path root();

  /** A lab host's IPv4 address, reachable from the other hosts, the containers and this machine. */
  String address(String host);

  /** A lab host as the place of the object store, which ends at the latest with {@link #down()}. */
  StoreHost storeHost(String host);

  /** Gives the lab a policy; its controller and agents start again, which takes some seconds. */
  DemoLaw law(Clock clock) throws InterruptedException;
}
