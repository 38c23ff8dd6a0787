package io.drayage.preflight;

import io.drayage.preflight.check.Finding;
import io.drayage.preflight.check.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * What a preflight found.
 *
 * @param findings one of each check
 */
public record Report(List<Finding> findings) {
  /** The worst of them. */
  public Level worst() {
    return findings.stream().map(Finding::level).max(Level::compareTo).orElse(Level.OK);
  }

  /** Those of one level. */
  public List<Finding> of(Level level) {
    return findings.stream().filter(finding -> finding.level() == level).toList();
  }

  /** This report with what somebody else found, first. */
  public Report after(List<Finding> others) {
    var all = new ArrayList<>(others);
    all.addAll(findings);
    return new Report(List.copyOf(all));
  }
}
