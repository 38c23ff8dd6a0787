package io.drayage.lab.service;

/** Where the files of a lab's controller and agents lie in their hosts. */
public final class ServiceFiles {
  /** The controller's configuration. */
  public static final String CONTROLLER_FILE = "/etc/drayage/controller.yaml";

  /** An agent's configuration. */
  public static final String AGENT_FILE = "/etc/drayage/agent.yaml";

  /** What a host's secrets at rest are encrypted with; in memory only. */
  public static final String CREDENTIAL = "/run/drayage/credential";

  private ServiceFiles() {}
}
