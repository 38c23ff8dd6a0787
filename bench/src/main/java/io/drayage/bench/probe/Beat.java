package io.drayage.bench.probe;

/**
 * What a heartbeat asks and how it is answered.
 *
 * @param question one line, without its end
 * @param answer what comes before the number of the beat in the answer; the first beat is 1
 */
public record Beat(String question, String answer) {
  /** Of the programs that speak the memory workload's protocol. */
  public static final Beat OF_WORKLOAD = new Beat("beat", "beat ");
}
