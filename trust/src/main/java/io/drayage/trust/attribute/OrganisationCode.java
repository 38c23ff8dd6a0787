package io.drayage.trust.attribute;

import io.drayage.trust.TrustException;
import java.util.regex.Pattern;

/**
 * The code of an organisation, as those who agree on a Privacy Certificate Authority choose it, for
 * example a legal entity identifier (ISO 17442) or a DNS name. Capitals matter.
 */
public record OrganisationCode(String code) implements Comparable<OrganisationCode> {
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?");

  /**
   * Checks the form.
   *
   * @throws TrustException when it has another one
   */
  public OrganisationCode {
    if (!FORM.matcher(code).matches()) {
      throw new TrustException(
          "'%s' is no organisation code: use letters, digits and . _ - between them, at most 64"
              .formatted(code.length() > 64 ? code.substring(0, 64) + "…" : code));
    }
  }

  @Override
  public int compareTo(OrganisationCode other) {
    return code.compareTo(other.code);
  }

  @Override
  public String toString() {
    return code;
  }
}
