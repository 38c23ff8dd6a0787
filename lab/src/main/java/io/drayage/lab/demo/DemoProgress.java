package io.drayage.lab.demo;

/** Hears what the demonstration is doing; one step at a time, on the demonstration's thread. */
public interface DemoProgress {

  /** A step begins. */
  void begin(String step);

  /** How far the step is; called often. */
  void detail(String text);

  /** The step is done; {@code result} may be empty. */
  void done(String result);
}
