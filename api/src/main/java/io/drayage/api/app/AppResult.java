package io.drayage.api.app;

import java.util.List;

/**
 * What came of an application's apply or removal.
 *
 * @param steps what was to be done, in order
 * @param notes what its user should know: of the file, and of what could not be done by the way
 * @param failure one line: what failed, what stands, and what to do; empty when all was done
 */
public record AppResult(
    String application, boolean dryRun, List<AppStep> steps, List<String> notes, String failure) {
  public AppResult {
    steps = List.copyOf(steps);
    notes = List.copyOf(notes);
  }
}
