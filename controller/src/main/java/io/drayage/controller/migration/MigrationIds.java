package io.drayage.controller.migration;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Makes migration ids: the time of the request to the millisecond, then four random digits. */
final class MigrationIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS").withZone(ZoneOffset.UTC);
  private static final SecureRandom RANDOM = new SecureRandom();

  private MigrationIds() {}

  static String next(Clock clock) {
    byte[] random = new byte[2];
    RANDOM.nextBytes(random);
    return "m-" + TIME.format(clock.instant()) + "-" + HexFormat.of().formatHex(random);
  }
}
