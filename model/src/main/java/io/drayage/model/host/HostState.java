package io.drayage.model.host;

/** Whether the controller hears a host's agent. */
public enum HostState {
  /** The agent is connected and answers. */
  UP,
  /** The agent enrolled once but is not connected now; its containers may well run. */
  DOWN
}
