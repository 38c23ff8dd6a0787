package io.drayage.api;

import java.time.Instant;

/**
 * A one-time enrolment token. A secret.
 *
 * @param token its text, shown once
 * @param host the only host that may use it
 * @param expiresAt when it ends
 */
public record TokenView(String token, String host, Instant expiresAt) {
  @Override
  public String toString() {
    return "TokenView[host=" + host + ", expiresAt=" + expiresAt + "]";
  }
}
