package io.drayage.controller.protection;

/** What one claim of one migration may do. Thread-safe. */
public interface Clearance {
  /** The signed permit, for both agents. */
  String permit();

  /**
   * Decides again before the commit, with what the authorities say now.
   *
   * @throws io.drayage.trust.TrustException when the move is not allowed any more
   */
  void confirm();

  /**
   * Decides again while the move is under way.
   *
   * @throws io.drayage.trust.TrustException when the move is not allowed any more
   */
  default void recheck() {
    confirm();
  }
}
