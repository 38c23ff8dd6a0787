package io.drayage.trust.audit;

/**
 * Where an audit log is not what was written.
 *
 * @param file in which it shows
 * @param line of the file, from 1 on; 0 for the file as a whole
 * @param what is wrong, in words
 */
public record Flaw(String file, long line, String what) {
  /** In one line. */
  public String inWords() {
    return (line > 0 ? file + ":" + line : file) + ": " + what;
  }
}
