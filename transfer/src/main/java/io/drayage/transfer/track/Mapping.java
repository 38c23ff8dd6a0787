package io.drayage.transfer.track;

import java.util.ArrayList;
import java.util.List;

/**
 * A private anonymous mapping (proc_pid_maps(5)): CRIU's {@code vma_entry_can_be_lazy}, and locked
 * ones too, which do no harm.
 *
 * @param start its first byte
 * @param end the first byte after it
 * @param accessible whether it may be read, written or executed; memory set aside is not
 */
record Mapping(long start, long end, boolean accessible) {
  /** The tracked mappings in the text of {@code maps}, by ascending addresses. */
  static List<Mapping> parse(String maps) {
    var mappings = new ArrayList<Mapping>();
    maps.lines().filter(Mapping::tracked).map(Mapping::of).forEach(mappings::add);
    return mappings;
  }

  // ADDRESS-ADDRESS rwxp OFFSET MAJOR:MINOR INODE NAME
  private static boolean tracked(String line) {
    int space = line.indexOf(' ');
    int inode = line.indexOf(' ', line.indexOf(':', space)) + 1;
    if (line.charAt(space + 4) != 'p' || line.charAt(inode) != '0') {
      return false;
    }
    String name = line.substring(inode + 1).strip();
    return name.isEmpty()
        || name.equals("[heap]")
        || name.startsWith("[stack")
        || name.startsWith("[anon:");
  }

  private static Mapping of(String line) {
    int dash = line.indexOf('-');
    int space = line.indexOf(' ');
    return new Mapping(
        Long.parseUnsignedLong(line, 0, dash, 16),
        Long.parseUnsignedLong(line, dash + 1, space, 16),
        !line.startsWith("---", space + 1));
  }
}
