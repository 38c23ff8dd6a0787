package io.drayage.runtime.runc;

import io.drayage.platform.process.Subprocess;

/**
 * The environment that runc and conmon run in: nothing of the agent's own but the search path.
 *
 * <p>runc takes {@code NOTIFY_SOCKET} and {@code LISTEN_FDS}, which the agent has from its service
 * manager, as meant for the container: it would wait until the container says that it is ready, and
 * hand the agent's descriptors on to it.
 */
final class CleanEnvironment {
  private CleanEnvironment() {}

  static Subprocess of(Subprocess program) {
    return program
        .emptyEnvironment()
        .env("PATH", System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"));
  }
}
