package io.drayage.trust.audit;

import io.drayage.trust.MovableClock;
import io.drayage.trust.TestAuthority;
import io.drayage.trust.authority.CertificateAuthority;
import io.drayage.trust.identity.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An audit log in a directory, and hands that tamper with it. */
final class TestLog {
  static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  static final String FIRST_DAY = "2026-11-23.jsonl";
  static final String SECOND_DAY = "2026-11-24.jsonl";

  final MovableClock clock = new MovableClock(START);
  final Path directory;
  final CertificateAuthority authority;
  final Identity controller;

  TestLog(Path parent) {
    directory = parent.resolve("audit");
    authority = TestAuthority.create(parent, clock);
    controller = TestAuthority.controller(authority, "controller");
  }

  AuditLog open() {
    return AuditLog.open(directory, () -> controller, clock);
  }

  /** Two days of entries, written by two controllers one after the other, both ended in order. */
  void twoDays() {
    try (AuditLog log = open()) {
      write(log, 5);
      clock.advance(Duration.ofDays(1));
      write(log, 3);
    }
    try (AuditLog log = open()) {
      write(log, 2);
    }
  }

  static void write(Audit log, int entries) {
    for (int i = 0; i < entries; i++) {
      log.append(event("entry " + i));
    }
  }

  static AuditEvent event(String text) {
    return new AuditEvent(
        AuditKind.VERDICT_ALLOWED,
        AuditEvent.CONTROLLER,
        Optional.of("redis"),
        Optional.of("m1"),
        Map.of("text", text));
  }

  Verification verify(SignedHead... kept) {
    try {
      return AuditVerifier.verify(
          new AuditDirectory(directory), controller.authority(), List.of(kept));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String flaw() {
    return verify().flaw().map(Flaw::inWords).orElse("none");
  }

  List<String> lines(String file) {
    try {
      return new ArrayList<>(Files.readAllLines(directory.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void replace(String file, List<String> lines) {
    write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  byte[] bytes(String file) {
    try {
      return Files.readAllBytes(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String file, byte[] bytes) {
    try {
      Files.write(directory.resolve(file), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String file) {
    try {
      Files.delete(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<AuditEntry> entries() {
    try {
      return AuditReader.last(new AuditDirectory(directory), entry -> true, Integer.MAX_VALUE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line with another text and the hash that belongs to it. */
  static String forged(String line, String from, String to) {
    String body = line.replace(from, to).replaceFirst(",\"hash\":\"[0-9a-f]{64}\"}$", "}");
    String hash = EntryLine.sha256(body.getBytes(StandardCharsets.UTF_8));
    return body.substring(0, body.length() - 1) + ",\"hash\":\"" + hash + "\"}";
  }
}
