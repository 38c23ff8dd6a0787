package io.drayage.lab.service;

import java.nio.file.Path;
import java.util.Set;

/** What bringing a lab up asks of its controller. */
public interface ControllerAccess extends AutoCloseable {
  /** Makes a one-time token with which the agent of that host may enrol. */
  String createEnrolmentToken(String host);

  /** Names of the hosts whose agents are connected. */
  Set<String> hostsUp();

  @Override
  void close();

  /** Reaches a controller by the context file that it wrote. */
  @FunctionalInterface
  interface Connector {
    ControllerAccess connect(Path context);
  }
}
