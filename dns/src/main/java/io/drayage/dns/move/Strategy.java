package io.drayage.dns.move;

/** How a name reaches a container on a destination whose domain is another one (thesis, 4.2). */
public enum Strategy {
  /**
   * The destination's domain is isolated from clients: the container also gets a name below it, to
   * which its own name is an alias.
   */
  ISOLATED,
  /** The destination accepts the source's domain: the name gets the destination's addresses. */
  ACCEPTED
}
