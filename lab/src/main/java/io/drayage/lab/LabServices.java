package io.drayage.lab;

import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.Progress;

/** What runs in a lab's hosts once they and their network are there. */
@FunctionalInterface
public interface LabServices {
  /** Name of the service in the controller's host. */
  String CONTROLLER = "controller";

  /** Name of the service in every other host. */
  String AGENT = "agent";

  /**
   * Starts them all, and returns when the lab can be used.
   *
   * @throws LabException when one does not start; the lab is then taken down
   */
  void start(Lab lab, Progress progress);

  /** Bare hosts. */
  static LabServices none() {
    return (lab, progress) -> {};
  }
}
