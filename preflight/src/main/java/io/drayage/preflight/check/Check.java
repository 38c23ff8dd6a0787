package io.drayage.preflight.check;

/** One question of the preflight. Implementations are pure. */
public interface Check {
  /** Its name in reports, in lower case. */
  String name();

  /** Answers it. */
  Finding look(Situation situation);
}
