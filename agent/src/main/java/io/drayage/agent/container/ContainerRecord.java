package io.drayage.agent.container;

import io.drayage.model.container.ContainerSpec;

/**
 * What this host knows about a container; written to disk before the agent acts on it.
 *
 * @param spec what the container is
 * @param epoch the newest claim seen; commands under a lower one are refused
 * @param standing this host's part
 * @param migration the id of the migration that gave it this part; empty outside one
 */
public record ContainerRecord(ContainerSpec spec, long epoch, Standing standing, String migration) {
  /** A host's part in a container's life. */
  public enum Standing {
    /** This host owns the container and may run it. */
    OWNED,
    /** The user stopped it; its files stay here. */
    STOPPED,
    /** This host owns it still, but cut and froze it for a move: only a command lets it run on. */
    FROZEN,
    /** This host was prepared to receive it and must not run it yet. */
    EXPECTED,
    /**
     * This host was told to let it run and may have done so, or not: written before the tasks are
     * let run, so that {@link #EXPECTED} proves, whatever crashed since, that none ever ran here.
     */
    RESUMING,
    /** A new copy of it runs here, cut off, and waits for the commit of a stateless move. */
    STARTED
  }

  /** The same container in another part. */
  public ContainerRecord as(Standing next, long claim, String id) {
    return new ContainerRecord(spec, claim, next, id);
  }
}
