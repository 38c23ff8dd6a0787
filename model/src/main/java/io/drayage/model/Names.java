package io.drayage.model;

import java.util.regex.Pattern;

/**
 * The rule for names of hosts and containers: an RFC 1123 label (lower-case letters, digits and
 * hyphens, 1 to 63 characters, a letter or digit at both ends), so that each can be a DNS label.
 */
public final class Names {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private Names() {}

  /**
   * Returns {@code name} unchanged when it is a valid label.
   *
   * @param kind what is named, for the message ("container", "host")
   * @throws IllegalArgumentException with a one-line cause and cure otherwise
   */
  public static String require(String kind, String name) {
    if (!LABEL.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s name '%s' is not valid: use lower-case letters, digits and hyphens, at most 63, a letter or digit at both ends"
              .formatted(kind, name.length() > 80 ? name.substring(0, 80) + "…" : name));
    }
    return name;
  }
}
