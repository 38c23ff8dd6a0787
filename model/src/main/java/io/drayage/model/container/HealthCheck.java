package io.drayage.model.container;

/**
 * How one asks a container whether it does its work: a TCP connection to its own address, or an
 * HTTP request over one.
 *
 * @param port 1 to 65535
 * @param path what {@code GET} asks for, to be answered with a status from 200 to 399; empty when a
 *     connection is enough
 */
public record HealthCheck(int port, String path) {
  private static final int LONGEST_PATH = 1024;

  public HealthCheck {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "health port %d is not valid: use one from 1 to 65535".formatted(port));
    }
    // It goes into a request's first line, where a space or a line's end would end it.
    boolean plain =
        path.length() <= LONGEST_PATH && path.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    if (!path.isEmpty() && (!path.startsWith("/") || !plain)) {
      throw new IllegalArgumentException(
          "the health path is not valid: it starts with / and has at most %d letters, digits and signs, no spaces"
              .formatted(LONGEST_PATH));
    }
  }

  /** What is asked, for people: {@code GET /health on port 80}. */
  @Override
  public String toString() {
    return path.isEmpty()
        ? "a connection to port " + port
        : "GET %s on port %d".formatted(path, port);
  }
}
