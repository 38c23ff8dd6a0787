package io.drayage.trust.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A verdict in words that need no knowledge of certificates or of Drayage. */
public final class Explanation {
  private Explanation() {}

  /** The verdict, its causes by rule with what can be done, and what was found right; by lines. */
  public static List<String> of(MoveQuestion question, Verdict verdict) {
    String move =
        "container %s from host %s to host %s"
            .formatted(
                question.container().name(),
                question.source().name(),
                question.destination().name());
    List<String> lines = new ArrayList<>();
    switch (verdict) {
      case Verdict.Allowed allowed -> {
        lines.add("ALLOWED: " + move);
        lines.add("This holds until " + allowed.until() + ", unless a certificate is taken back.");
      }
      case Verdict.Refused refused -> {
        lines.add("REFUSED: " + move);
        byRule(refused.refusals())
            .forEach((rule, findings) -> {
              lines.add("");
              lines.add("The rule: " + rule.inWords() + ".");
              findings.forEach(finding -> describe(lines, finding));
            });
      }
    }
    if (!verdict.reasons().isEmpty()) {
      lines.add("");
      lines.add("What was found right:");
      verdict.reasons().forEach(finding -> describe(lines, finding));
    }
    return lines;
  }

  private static void describe(List<String> lines, Finding finding) {
    lines.add("  - %s: %s.".formatted(finding.subject(), finding.text()));
    finding
        .certificate()
        .ifPresent(one -> {
          lines.add("      written in: certificate " + one.serial());
          lines.add("      issued by:  " + one.issuer());
        });
    finding.cure().ifPresent(cure -> lines.add("      what helps: " + cure));
  }

  private static Map<Rule, List<Finding>> byRule(List<Finding> findings) {
    Map<Rule, List<Finding>> byRule = new LinkedHashMap<>();
    findings.forEach(
        finding -> byRule.computeIfAbsent(finding.rule(), _ -> new ArrayList<>()).add(finding));
    return byRule;
  }
}
