package io.drayage.controller.agents;

/**
 * A command that an agent did not carry out, or that nobody knows about; the message is one line.
 */
public final class AgentFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean lost;

  /**
   * A failure.
   *
   * @param lost whether the connection ended or the time passed, so that the command may have been
   *     carried out all the same
   */
  public AgentFailure(String message, boolean lost) {
    super(message);
    this.lost = lost;
  }

  /** Whether the command may have been carried out all the same. */
  public boolean lost() {
    return lost;
  }
}
