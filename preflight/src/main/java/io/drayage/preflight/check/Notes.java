package io.drayage.preflight.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a check comes upon on its way to its one finding. Not thread-safe. */
final class Notes {
  private record Note(Level level, String cause, String cure) {}

  /** Names no more than so many of one sort: a server may have thousands of sockets. */
  private static final int NAMED = 4;

  private final String check;
  private final List<Note> notes = new ArrayList<>();

  Notes(String check) {
    this.check = check;
  }

  Notes refuse(String cause, String cure) {
    notes.add(new Note(Level.REFUSAL, cause, cure));
    return this;
  }

  Notes warn(String cause, String cure) {
    notes.add(new Note(Level.WARNING, cause, cure));
    return this;
  }

  /** The worst of what was noted, or that all is well. */
  Finding finding(String compared) {
    Level worst = notes.stream().map(Note::level).max(Level::compareTo).orElse(Level.OK);
    if (worst == Level.OK) {
      return Finding.ok(check, compared);
    }
    List<Note> those = notes.stream().filter(note -> note.level() == worst).distinct().toList();
    return new Finding(
        check,
        worst,
        joined(those.stream().map(Note::cause).distinct().toList()),
        joined(those.stream().map(Note::cure).distinct().toList()));
  }

  private static String joined(List<String> texts) {
    String all = String.join("; ", texts.subList(0, Math.min(NAMED, texts.size())));
    return texts.size() <= NAMED ? all : "%s; and %d more".formatted(all, texts.size() - NAMED);
  }

  /** An amount of memory or disk, for people. */
  static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
