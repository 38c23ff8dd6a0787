package io.drayage.trust.policy;

import java.util.Optional;

/**
 * One thing that the protection module found, good or bad.
 *
 * @param rule by which it was measured
 * @param subject whom it is about: {@code host aws-virginia-1}, {@code container redis}
 * @param text what was found, in words
 * @param certificate where that is written, if anywhere
 * @param cure what can be done about it; empty when it is good
 */
public record Finding(
    Rule rule,
    String subject,
    String text,
    Optional<CertificateReference> certificate,
    Optional<String> cure) {
  static Finding good(Rule rule, String subject, String text, CertificateReference certificate) {
    return new Finding(rule, subject, text, Optional.of(certificate), Optional.empty());
  }

  /** In one line: what was found, where it is written, and the cure. */
  public String inWords() {
    return subject
        + ": "
        + text
        + certificate.map(one -> " (" + one.inWords() + ")").orElse("")
        + cure.map(what -> "; " + what).orElse("");
  }
}
