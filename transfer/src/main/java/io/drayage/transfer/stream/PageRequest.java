package io.drayage.transfer.stream;

import io.drayage.transfer.page.PageRun;
import java.util.List;

/**
 * A receiver's wish for pages.
 *
 * @param urgent whether a task waits for them
 * @param runs which pages
 */
public record PageRequest(boolean urgent, List<PageRun> runs) {
  public PageRequest {
    runs = List.copyOf(runs);
  }
}
