package io.drayage.controller.access;

import io.drayage.journal.EnrolmentRecords;
import io.drayage.trust.enrol.EnrolmentTokenStore;
import io.drayage.trust.enrol.IssuedToken;
import java.time.Instant;
import java.util.Optional;

/** Enrolment tokens kept in the journal. */
record JournalTokens(EnrolmentRecords records) implements EnrolmentTokenStore {
  @Override
  public void add(IssuedToken token) {
    records.addToken(token.secretHash(), token.host(), token.expiresAt());
  }

  @Override
  public Optional<IssuedToken> find(String secretHash) {
    return records
        .findToken(secretHash)
        .map(token ->
            new IssuedToken(token.secretHash(), token.host(), token.expiresAt(), token.usedAt()));
  }

  @Override
  public boolean markUsed(String secretHash, Instant at) {
    return records.markUsed(secretHash, at);
  }
}
