package io.drayage.trust.audit;

import io.drayage.trust.TrustException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;

/**
 * An audit log in a directory: a file of entries for each UTC day, {@code heads.jws} with a signed
 * head in each line, and {@code lock}, which the writer holds.
 */
public record AuditDirectory(Path directory) implements AuditSource {
  private static final String ENTRIES = ".jsonl";
  private static final int MOST_HEADS_BYTES = 64 * 1024 * 1024;

  Path headsFile() {
    return directory.resolve(Heads.FILE);
  }

  Path lockFile() {
    return directory.resolve("lock");
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  static String nameOf(LocalDate day) {
    return day + ENTRIES;
  }

  /**
   * The names of the files of entries, the oldest first.
   *
   * @throws TrustException when there is no such directory, or one of its names is no day's
   */
  @Override
  public List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(ENTRIES))
          .peek(this::requireDay)
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      throw new TrustException(
          "There is no audit log in " + directory + ": no such directory; name another", e);
    }
  }

  @Override
  public InputStream open(String file) throws IOException {
    requireDay(file);
    return new BufferedInputStream(Files.newInputStream(file(file)));
  }

  @Override
  public List<String> heads() throws IOException {
    if (!Files.exists(headsFile())) {
      return List.of();
    }
    if (Files.size(headsFile()) > MOST_HEADS_BYTES) {
      throw new TrustException(headsFile() + " is too large to be a log's heads");
    }
    String text = Files.readString(headsFile(), StandardCharsets.ISO_8859_1);
    // What follows the last line feed was not written whole.
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private void requireDay(String name) {
    if (!isDay(name)) {
      throw new TrustException(
          "%s is no day's file of an audit log: take it out of %s".formatted(name, directory));
    }
  }

  private static boolean isDay(String name) {
    try {
      return nameOf(LocalDate.parse(name.replace(ENTRIES, ""))).equals(name);
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
