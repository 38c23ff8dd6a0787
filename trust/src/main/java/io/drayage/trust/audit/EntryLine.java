package io.drayage.trust.audit;

import io.drayage.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * An entry's form in the file: a JSON object in one line of UTF-8 whose last member is {@code
 * hash}. Its canonical form, over which the hash is taken, is the very line without that member, so
 * that any tool can take it.
 */
final class EntryLine {
  /** No longer line is written or read, in bytes without the line feed. */
  static final int MOST_BYTES = 64 * 1024;

  private static final byte[] BEFORE_HASH = ",\"hash\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] AFTER_HASH = "\"}".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGITS = 64;
  private static final int SUFFIX = BEFORE_HASH.length + DIGITS + AFTER_HASH.length;

  private EntryLine() {}

  /** All but the hash. */
  private record Body(
      long sequence,
      Instant time,
      String kind,
      String actor,
      Optional<String> container,
      Optional<String> migration,
      Map<String, String> details,
      String previous) {}

  /** A line without its line feed, and its hash. */
  record Written(String line, String hash) {}

  static Written write(long sequence, Instant time, AuditEvent event, String previous) {
    String body =
        Json.write(
            new Body(
                sequence,
                time,
                event.kind().word(),
                event.actor(),
                event.container(),
                event.migration(),
                event.details(),
                previous));
    String hash = sha256(body.getBytes(StandardCharsets.UTF_8));
    String line = body.substring(0, body.length() - 1) + ",\"hash\":\"" + hash + "\"}";
    return new Written(line, hash);
  }

  /** Reads a line; empty when it is none, or its hash is not that of its content. */
  static Optional<AuditEntry> read(byte[] line) {
    int end = line.length - SUFFIX;
    if (end < 1
        || !matches(line, end, BEFORE_HASH)
        || !matches(line, line.length - AFTER_HASH.length, AFTER_HASH)) {
      return Optional.empty();
    }
    String stated = new String(line, end + BEFORE_HASH.length, DIGITS, StandardCharsets.ISO_8859_1);
    byte[] canonical = Arrays.copyOf(line, end + 1);
    canonical[end] = '}';
    if (!sha256(canonical).equals(stated)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.mapper().readValue(line, AuditEntry.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static boolean matches(byte[] line, int at, byte[] expected) {
    return Arrays.equals(line, at, at + expected.length, expected, 0, expected.length);
  }
}
