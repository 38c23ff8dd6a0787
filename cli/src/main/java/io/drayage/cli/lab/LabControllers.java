package io.drayage.cli.lab;

import io.drayage.lab.LabException;
import io.drayage.lab.service.ControllerAccess;

/** How bringing a lab up reaches the lab's controller. */
final class LabControllers {
  private LabControllers() {}

  static ControllerAccess.Connector connector() {
    return context -> {
      throw new LabException("no client for the controller in this build; use --bare");
    };
  }
}
