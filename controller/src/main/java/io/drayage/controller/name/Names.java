package io.drayage.controller.name;

import io.drayage.journal.OwnedContainer;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.migration.Migration;

/**
 * The names that lead to containers. What is begun here is brought to its end in the background,
 * also after this controller's death; only {@link #create} and {@link #prepare} say that they
 * failed. Thread-safe.
 */
public interface Names extends AutoCloseable {
  /** Those of a controller without zones: a container with a name is refused. */
  static Names none() {
    return new NoNames();
  }

  /** Takes up what is unfinished, from now until the end. */
  void start();

  /**
   * Proves that a container's name can be led to another host, by a change that changes nothing.
   *
   * @throws io.drayage.controller.request.RequestException when it cannot
   */
  void requireMovable(ContainerSpec spec, String destination);

  /**
   * Leads a new container's name to its host, where it has one.
   *
   * @throws io.drayage.controller.request.RequestException when that name cannot be had
   */
  void create(OwnedContainer container);

  /** Removes the name of a container that is gone, where it had one. */
  void remove(String container);

  /**
   * Lowers the TTL of the name of a container that is about to move.
   *
   * @throws io.drayage.dns.DnsException when it cannot be changed
   */
  void prepare(Migration migration);

  /** Leads the name to the destination, where the container runs by now; does not wait. */
  void follow(Migration migration);

  /** Leads the name to the source again; waits for that only shortly. */
  void undo(Migration migration);

  @Override
  void close();
}
