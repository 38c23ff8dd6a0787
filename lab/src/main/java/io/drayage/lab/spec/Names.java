package io.drayage.lab.spec;

import io.drayage.lab.LabException;
import java.util.regex.Pattern;

/** Names of labs, hosts, clouds and regions: DNS labels (RFC 1123), at most 40 characters long. */
public final class Names {
  static final String RULE =
      "use lower-case letters, digits and hyphens, at most 40, starting and ending with a letter or"
          + " digit";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

  private Names() {}

  /**
   * The name itself, when it is one for a lab.
   *
   * @throws LabException in one line otherwise
   */
  public static String lab(String name) {
    if (!isName(name)) {
      throw new LabException("bad lab name '" + name + "': " + RULE);
    }
    return name;
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }
}
