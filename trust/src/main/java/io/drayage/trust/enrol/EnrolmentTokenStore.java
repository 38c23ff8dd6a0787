package io.drayage.trust.enrol;

import java.time.Instant;
import java.util.Optional;

/** Where enrolment tokens are kept; implementations are durable and thread-safe. */
public interface EnrolmentTokenStore {
  /** Adds a token that has not been used. */
  void add(IssuedToken token);

  /** Finds a token by its secret's hash. */
  Optional<IssuedToken> find(String secretHash);

  /**
   * Marks a token as used, in one atomic step.
   *
   * @return true for exactly one caller, ever; false when it was used before or is unknown
   */
  boolean markUsed(String secretHash, Instant at);
}
