package io.drayage.agent.link;

import io.drayage.protocol.v1.Command;
import io.drayage.protocol.v1.Done;

/** Carries out a controller's command. Called on a thread of its own for each. */
@FunctionalInterface
public interface CommandHandler {
  /**
   * Carries the command out.
   *
   * @throws CommandFailure when it could not be done, with a line for the user
   */
  Done handle(Command command, AnswerSink answers);
}
