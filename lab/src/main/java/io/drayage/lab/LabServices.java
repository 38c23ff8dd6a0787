package io.drayage.lab;

/** What runs in a lab's hosts once they and their network are there. */
@FunctionalInterface
public interface LabServices {
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
