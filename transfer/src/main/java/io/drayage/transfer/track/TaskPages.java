package io.drayage.transfer.track;

import io.drayage.transfer.page.PageRange;
import io.drayage.transfer.page.TaskId;
import java.util.List;

/**
 * The pages of one task, by whether they were written since they were handed over. A page in
 * neither list is not populated or not tracked: whoever finds it in the dump must take it from
 * there.
 *
 * @param task the task
 * @param written populated pages whose contents may differ from what was handed over, or that never
 *     were; by ascending addresses
 * @param unchanged populated pages that are as they were handed over last; by ascending addresses
 */
public record TaskPages(TaskId task, List<PageRange> written, List<PageRange> unchanged) {
  /** Keeps the lists as they are now. */
  public TaskPages {
    written = List.copyOf(written);
    unchanged = List.copyOf(unchanged);
  }

  /** Whether the page at an address is as it was handed over last. */
  public boolean unchanged(long address) {
    int low = 0;
    int high = unchanged.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      PageRange range = unchanged.get(middle);
      if (address < range.start()) {
        high = middle - 1;
      } else if (address >= range.end()) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }
}
