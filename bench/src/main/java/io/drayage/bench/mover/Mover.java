package io.drayage.bench.mover;

/** A way to move the workload from the lab's one host to the other. */
public interface Mover {
  /** Its name in the tables. */
  String name();

  /** Whether it is measured at a cell: the tiny workload is the floor's alone. */
  default boolean takes(Cell cell) {
    return cell.memoryMiB() != Cell.TINY_MIB;
  }

  /** Whether Drayage's agents carry the move out. */
  default boolean byAgents() {
    return false;
  }

  /**
   * Starts the workload on the source, with all that can be prepared for the move before it begins.
   *
   * @throws MoverException when it cannot be started; nothing of it is left
   */
  Placed place(Cell cell) throws InterruptedException;
}
