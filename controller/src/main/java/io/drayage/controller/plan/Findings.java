package io.drayage.controller.plan;

import io.drayage.preflight.Report;
import io.drayage.preflight.check.Finding;
import io.drayage.preflight.check.Level;
import java.util.List;
import java.util.stream.Collectors;

/** Puts a preflight's refusals into the one line of an error. */
public final class Findings {
  private Findings() {}

  /** The refusals with their cures. */
  public static String refusals(Report report) {
    List<Finding> refused = report.of(Level.REFUSAL);
    return refused.stream()
        .map(finding ->
            finding.cure().isEmpty()
                ? finding.cause()
                : "%s (%s)".formatted(finding.cause(), finding.cure()))
        .collect(Collectors.joining("; "));
  }
}
