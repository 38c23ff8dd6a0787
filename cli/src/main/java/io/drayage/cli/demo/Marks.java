package io.drayage.cli.demo;

import java.nio.charset.Charset;

/** The signs in the output, in the terminal's character set. */
record Marks(String passed, String failed, String note, String arrow, String busy) {

  /** Signs that {@code charset} can show. */
  static Marks in(Charset charset) {
    return charset.newEncoder().canEncode("✓✗→…")
        ? new Marks("✓", "✗", "·", "→", "…")
        : new Marks("[ok]", "[FAILED]", "-", "->", "...");
  }
}
