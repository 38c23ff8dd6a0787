package io.drayage.gateway;

import io.drayage.model.Names;
import io.drayage.model.container.Publication;

/**
 * Where a gateway hands on what comes for one publication of a container.
 *
 * @param container its name
 * @param address its own IPv4 address, which stays when it moves
 * @param name the domain name that a request asks for; empty for a publication by port
 * @param publication what is taken in, and the container's port
 */
public record Route(String container, String address, String name, Publication publication) {
  public Route {
    // What is written into the proxy's files must not be able to end a line there.
    Names.require("container", container);
    requireWord("address", address);
    requireWord("name", name);
    if (publication.byName() == name.isEmpty()) {
      throw new IllegalArgumentException(
          "the route to %s has %s".formatted(container, name.isEmpty() ? "no name" : "a name"));
    }
  }

  /** What the gateway's table says of it. */
  String target() {
    return "%s|%s|%d".formatted(container, address, publication.port());
  }

  private static void requireWord(String what, String text) {
    if (!text.matches("[A-Za-z0-9._:*-]{0,255}")) {
      throw new IllegalArgumentException("the %s of a route is not one".formatted(what));
    }
  }
}
