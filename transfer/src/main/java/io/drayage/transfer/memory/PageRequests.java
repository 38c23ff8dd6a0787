package io.drayage.transfer.memory;

/** Asks the source for pages that a task waits for. */
@FunctionalInterface
public interface PageRequests {
  /**
   * Asks for one page, soon. Called by the fault server's thread: it must not block, and may throw
   * or forget the page when there is no link; {@link FaultServer#requestAgain()} repeats it.
   *
   * @param pid the task's process id in the container's namespace
   * @param address the page's address in the checkpoint, which may differ from the one it has now
   */
  void request(int pid, long address);
}
