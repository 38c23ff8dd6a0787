package io.drayage.lab.machine;

/** Receives one line for each thing a lab operation has done or is waiting for. */
@FunctionalInterface
public interface Progress {
  void step(String line);

  /** Shows nothing. */
  static Progress silent() {
    return line -> {};
  }
}
