package io.drayage.controller.group;

/** Runs what asks agents, and so may take a while, beside the group that wants it. */
@FunctionalInterface
interface Starter {
  /** Runs it now or soon. */
  void execute(Runnable work);
}
