package io.drayage.api;

import java.util.List;

/**
 * What the controller's policy says of a move, now.
 *
 * @param allowed whether it lets the container go there
 * @param explanation the verdict in words, by lines: the rules, the certificates, who issued them
 */
public record PolicyTestView(boolean allowed, List<String> explanation) {
  /** Keeps a copy. */
  public PolicyTestView {
    explanation = List.copyOf(explanation);
  }
}
