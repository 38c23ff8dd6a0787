package io.drayage.trust.audit;

import io.drayage.trust.TrustException;
import java.nio.file.Path;

/** Another process that opens a log, and says what it was told. */
final class SecondWriter {
  private SecondWriter() {}

  /** Usage: DIRECTORY, which has the log in {@code audit}. */
  public static void main(String[] arguments) {
    try (AuditLog _ = new TestLog(Path.of(arguments[0])).open()) {
      System.out.println("opened");
    } catch (TrustException e) {
      System.out.println(e.getMessage());
    }
  }
}
