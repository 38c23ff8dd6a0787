package io.drayage.lab.spec;

import java.util.regex.Pattern;

/** Names of labs, hosts, clouds and regions: DNS labels (RFC 1123), at most 40 characters long. */
public final class Names {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

  private Names() {}

  /**
   * The name itself, when it is one.
   *
   * @param what whose name it is, for the error
   * @throws IllegalArgumentException in one line otherwise
   */
  public static String check(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a name for a %s; use at most 40 lower-case letters, digits and hyphens, no"
                  .formatted(name, what)
              + " hyphen first or last");
    }
    return name;
  }
}
