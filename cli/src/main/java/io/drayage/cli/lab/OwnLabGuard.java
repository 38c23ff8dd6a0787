package io.drayage.cli.lab;

import io.drayage.lab.machine.LabException;
import io.drayage.lab.service.OwnLab;

/**
 * Takes a command's own lab down when the program is interrupted, and interrupts the thread that
 * made this. It is to be closed after the lab was, so that a lab on its way down is guarded, too.
 */
public final class OwnLabGuard implements AutoCloseable {
  private final String lab;
  private final Thread owner = Thread.currentThread();
  private final Thread hook = new Thread(this::interrupted, "lab-cleanup");

  /** Will guard the lab of a name. */
  public OwnLabGuard(String lab) {
    this.lab = lab;
  }

  /**
   * Guards from now on. Not before the lab is up: one that is coming up undoes itself, and must not
   * be disturbed.
   */
  public void arm() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupted() {
    owner.interrupt();
    try {
      OwnLab.takeDown(lab);
    } catch (LabException e) {
      System.err.println("dray: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the program is ending just now, and the hook finds that all is done
    }
  }
}
