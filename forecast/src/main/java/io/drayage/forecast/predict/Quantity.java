package io.drayage.forecast.predict;

/** What is forecast of a move. */
public enum Quantity {
  /** Milliseconds from the request until the source was released. */
  TOTAL("total time"),
  /** Milliseconds for which the container is frozen. */
  FROZEN("frozen"),
  /** Milliseconds for which a client gets no answer. */
  GAP("gap"),
  /** Bytes that the source sends. */
  BYTES("bytes sent"),
  /** US dollars for them. */
  EGRESS("egress"),
  /** Joules of both hosts and the network. */
  ENERGY("energy"),
  /** Grams of CO2 equivalent for them. */
  CARBON("carbon");

  private final String words;

  Quantity(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
