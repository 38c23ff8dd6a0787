package io.drayage.model;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The rule for fully qualified domain names: labels of letters, digits, hyphens and underscores, at
 * most 63 each and 253 together (RFC 1035), at least two of them; the first may be {@code *} (RFC
 * 4592).
 */
public final class DomainNames {
  private static final Pattern NAME =
      Pattern.compile(
          "(\\*\\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)+");
  private static final int LONGEST = 253;

  private DomainNames() {}

  /**
   * Returns the name in lower case and without the dot at its end.
   *
   * @throws IllegalArgumentException with a one-line cause and cure when it is not a valid one
   */
  public static String require(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    if (plain.endsWith(".")) {
      plain = plain.substring(0, plain.length() - 1);
    }
    if (plain.length() > LONGEST || !NAME.matcher(plain).matches()) {
      throw new IllegalArgumentException(
          "domain name '%s' is not valid: write a full one such as shop.apps.example.com"
              .formatted(name.length() > 80 ? name.substring(0, 80) + "…" : name));
    }
    return plain;
  }

  /** Whether a name is a domain's own or lies below it; both as {@link #require} returns them. */
  public static boolean isWithin(String name, String domain) {
    return name.equals(domain) || name.endsWith("." + domain);
  }
}
