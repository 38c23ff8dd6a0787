package io.drayage.journal;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** One-time tokens, by their secrets' hashes, and what certificates were issued. Thread-safe. */
public final class EnrolmentRecords {
  /**
   * A token as it is kept.
   *
   * @param secretHash the secret's hash; the secret itself is kept nowhere
   * @param usedAt when it was redeemed; empty while it was not
   */
  public record Token(
      String secretHash, String host, Instant expiresAt, Optional<Instant> usedAt) {}

  private final Jdbi jdbi;

  EnrolmentRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Adds a token that was not used. */
  public void addToken(String secretHash, String host, Instant expiresAt) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "INSERT INTO enrolment_token (secret_hash, host, expires_at)"
                    + " VALUES (:hash, :host, :expires)")
            .bind("hash", secretHash)
            .bind("host", host)
            .bind("expires", expiresAt.toString())
            .execute());
  }

  /** Finds a token by its secret's hash. */
  public Optional<Token> findToken(String secretHash) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM enrolment_token WHERE secret_hash = :hash")
            .bind("hash", secretHash)
            .map((row, context) ->
                new Token(
                    row.getString("secret_hash"),
                    row.getString("host"),
                    Instant.parse(row.getString("expires_at")),
                    Optional.ofNullable(row.getString("used_at")).map(Instant::parse)))
            .findOne());
  }

  /** Marks a token as used; true for exactly one caller, ever. */
  public boolean markUsed(String secretHash, Instant at) {
    return jdbi.withHandle(handle ->
        handle
            .createUpdate(
                "UPDATE enrolment_token SET used_at = :at"
                    + " WHERE secret_hash = :hash AND used_at IS NULL")
            .bind("at", at.toString())
            .bind("hash", secretHash)
            .execute())
        == 1;
  }

  /** Keeps one issued certificate. */
  public void addCertificate(
      String serial, String subject, Instant notBefore, Instant notAfter, String fingerprint) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "INSERT INTO certificate VALUES (:serial, :subject, :before, :after, :print)")
            .bind("serial", serial)
            .bind("subject", subject)
            .bind("before", notBefore.toString())
            .bind("after", notAfter.toString())
            .bind("print", fingerprint)
            .execute());
  }
}
