package io.drayage.lab.demo;

import io.drayage.lab.demo.store.StoreHost;
import io.drayage.lab.host.LabHost;
import java.nio.file.Path;
import java.util.List;

/** A lab host as the place of the object store: one of its services, with its files under /run. */
public final class LabStoreHost implements StoreHost {

  private static final String SERVICE = "object-store";

  private final LabHost host;
  private final String java;

  /**
   * A host that is up.
   *
   * @param java the Java launcher, as the host sees it
   */
  public LabStoreHost(LabHost host, Path java) {
    this.host = host;
    this.java = java.toString();
  }

  @Override
  public String java() {
    return java;
  }

  @Override
  public String directory() {
    return "/run/drayage/" + SERVICE;
  }

  @Override
  public void write(String path, String text) {
    host.write(path, text);
  }

  @Override
  public void start(List<String> command) {
    host.start(SERVICE, command);
  }

  @Override
  public boolean isRunning() {
    return host.isRunning(SERVICE);
  }

  @Override
  public Path log() {
    return host.log(SERVICE);
  }

  @Override
  public void stop() {
    host.signal(SERVICE, "KILL");
  }
}
