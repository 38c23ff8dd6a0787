package io.drayage.balance.place;

/** Whether a container may go to a host, and what it costs. Must answer the same each time. */
public interface Law {
  /** Whether it may. */
  boolean allows(Item item, Room room);

  /** Bytes that would cross beside its memory and files: layers that the host lacks. */
  default long extraBytes(Item item, Room room) {
    return 0;
  }
}
