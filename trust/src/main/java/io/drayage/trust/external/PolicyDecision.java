package io.drayage.trust.external;

import io.drayage.trust.policy.MoveQuestion;
import io.drayage.trust.policy.PolicyFile;
import io.drayage.trust.policy.Protection;
import io.drayage.trust.policy.Verdict;
import java.time.Clock;

/** The whole verdict on a move: by the rules here, then by the organisation's own policy. */
public final class PolicyDecision {
  private PolicyDecision() {}

  /**
   * Decides. The external policy is asked about nothing but what all other rules allow, so that it
   * can only forbid.
   *
   * @throws java.util.concurrent.CancellationException when the thread is interrupted meanwhile:
   *     there is no verdict then
   */
  public static Verdict decide(
      PolicyFile.Loaded policy, MoveQuestion question, Occasion occasion, Clock clock) {
    Verdict own = new Protection(policy.rules(), clock).decide(question);
    if (own instanceof Verdict.Allowed allowed && policy.external().isPresent()) {
      return new ExternalPolicy(policy.external().get()).confirm(allowed, question, occasion);
    }
    return own;
  }
}
