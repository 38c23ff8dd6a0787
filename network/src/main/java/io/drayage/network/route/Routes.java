package io.drayage.network.route;

/**
 * The routes between hosts that lead to containers. One owner at a time has a container, and its
 * route leads there. Implementations are safe for use by several threads.
 */
public interface Routes {
  /** Leads packets for a container's address to the host that owns it. */
  void lead(String containerAddress, String hostAddress);

  /** Forgets a container's address. */
  void forget(String containerAddress);

  /** Routes that somebody else takes care of: nothing is changed. */
  static Routes unmanaged() {
    return new Routes() {
      @Override
      public void lead(String containerAddress, String hostAddress) {}

      @Override
      public void forget(String containerAddress) {}
    };
  }
}
