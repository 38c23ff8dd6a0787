package io.drayage.cli.output;

/** How a command prints what it found. */
public enum OutputFormat {
  /** Columns for people. */
  TABLE,
  /** JSON for programs. */
  JSON
}
