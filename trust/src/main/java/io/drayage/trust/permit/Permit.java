package io.drayage.trust.permit;

import io.drayage.trust.TrustException;
import io.drayage.trust.attribute.ContainerBinding;
import io.drayage.trust.identity.KeyFingerprint;
import io.drayage.trust.policy.CertificateReference;
import io.drayage.trust.policy.HostEvidence;
import io.drayage.trust.policy.MoveQuestion;
import io.drayage.trust.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * That one move is allowed: this container, under this epoch, between hosts with these keys.
 *
 * @param migration its id
 * @param epoch the container's, under which it moves
 * @param container its name
 * @param binding what its certificate is bound to, as hexadecimal digits
 * @param path the hosts in between
 * @param certificates on which the verdict rests
 * @param decidedAt when the verdict was given
 * @param expiresAt from this instant on it is refused
 */
public record Permit(
    String migration,
    long epoch,
    String container,
    String binding,
    Party source,
    Party destination,
    List<Party> path,
    List<CertificateReference> certificates,
    Instant decidedAt,
    Instant expiresAt) {
  private static final int MOST_PARTIES = 16;
  private static final int MOST_CERTIFICATES = 64;

  /**
   * Keeps copies.
   *
   * @throws TrustException when it names too many hosts or certificates
   */
  public Permit {
    path = List.copyOf(path);
    certificates = List.copyOf(certificates);
    if (path.size() > MOST_PARTIES || certificates.size() > MOST_CERTIFICATES) {
      throw new TrustException(
          "A permit names too many hosts or certificates: take a shorter path");
    }
  }

  /** A host and the key with which it speaks TLS. */
  public record Party(String host, KeyFingerprint key) {
    static Party of(HostEvidence evidence) {
      return new Party(evidence.name(), evidence.key());
    }
  }

  /**
   * The permit that follows from a verdict.
   *
   * @param longest it ends then at the latest, and with the verdict at the latest
   */
  public static Permit of(
      Verdict.Allowed verdict,
      MoveQuestion question,
      String migration,
      long epoch,
      Duration longest) {
    Instant end = verdict.at().plus(longest);
    return new Permit(
        migration,
        epoch,
        question.container().name(),
        question.container().binding().hex(),
        Party.of(question.source()),
        Party.of(question.destination()),
        question.path().stream().map(Party::of).toList(),
        verdict.certificates(),
        verdict.at().truncatedTo(ChronoUnit.SECONDS),
        (end.isBefore(verdict.until()) ? end : verdict.until()).truncatedTo(ChronoUnit.SECONDS));
  }

  /** Whether it is for the container with this binding. */
  boolean isFor(ContainerBinding container) {
    return new ContainerBinding.Digest(binding).matches(container.digest());
  }
}
