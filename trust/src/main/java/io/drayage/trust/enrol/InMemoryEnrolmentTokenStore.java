package io.drayage.trust.enrol;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Enrolment tokens kept until the process ends. */
public final class InMemoryEnrolmentTokenStore implements EnrolmentTokenStore {
  private final ConcurrentMap<String, IssuedToken> tokens = new ConcurrentHashMap<>();

  /** Creates an empty store. */
  public InMemoryEnrolmentTokenStore() {}

  @Override
  public void add(IssuedToken token) {
    if (tokens.putIfAbsent(token.secretHash(), token) != null) {
      throw new IllegalStateException("this token is in the store already");
    }
  }

  @Override
  public Optional<IssuedToken> find(String secretHash) {
    return Optional.ofNullable(tokens.get(secretHash));
  }

  @Override
  public boolean markUsed(String secretHash, Instant at) {
    AtomicBoolean marked = new AtomicBoolean();
    tokens.computeIfPresent(
        secretHash,
        (hash, token) -> {
          if (token.usedAt().isPresent()) {
            return token;
          }
          marked.set(true);
          return new IssuedToken(hash, token.host(), token.expiresAt(), Optional.of(at));
        });
    return marked.get();
  }
}
