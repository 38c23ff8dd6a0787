package io.drayage.trust.policy;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a move is allowed. Immutable. */
public sealed interface Verdict {
  /** When it was given. */
  Instant at();

  /** All that was found good. */
  List<Finding> reasons();

  /**
   * The move is allowed.
   *
   * @param certificates on which that rests
   * @param until when the first of these certificates or lists ends
   */
  record Allowed(
      Instant at, List<Finding> reasons, List<CertificateReference> certificates, Instant until)
      implements Verdict {
    /** Keeps copies. */
    public Allowed {
      reasons = List.copyOf(reasons);
      certificates = List.copyOf(certificates);
    }
  }

  /**
   * The move is refused.
   *
   * @param refusals every cause that was found, at least one
   */
  record Refused(Instant at, List<Finding> reasons, List<Finding> refusals) implements Verdict {
    /** Keeps copies. */
    public Refused {
      reasons = List.copyOf(reasons);
      refusals = List.copyOf(refusals);
      if (refusals.isEmpty()) {
        throw new IllegalArgumentException("a refusal has a cause");
      }
    }

    /** All causes in one line. */
    public String inWords() {
      return refusals.stream().map(Finding::inWords).collect(Collectors.joining("; also "));
    }
  }
}
