package io.drayage.trust.audit;

import io.drayage.trust.audit.LineReader.Line;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads entries for people; whether they are what was written, {@link AuditVerifier} says. */
public final class AuditReader {
  private AuditReader() {}

  /**
   * The last entries that are asked for, the oldest first. Lines that are none are passed over.
   *
   * @param most how many at most
   */
  public static List<AuditEntry> last(AuditSource source, Predicate<AuditEntry> asked, int most)
      throws IOException {
    Deque<AuditEntry> found = new ArrayDeque<>();
    for (String file : source.files()) {
      try (var lines = new LineReader(source.open(file), EntryLine.MOST_BYTES)) {
        for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
          EntryLine.read(line.get().bytes()).filter(asked).ifPresent(found::add);
          if (found.size() > most) {
            var _ = found.removeFirst();
          }
        }
      }
    }
    return List.copyOf(found);
  }
}
