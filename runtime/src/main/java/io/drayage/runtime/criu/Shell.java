package io.drayage.runtime.criu;

/** Words in a script of sh. */
public final class Shell {
  private Shell() {}

  /** One word, whatever is in it. */
  public static String quote(Object word) {
    return "'" + word.toString().replace("'", "'\\''") + "'";
  }
}
