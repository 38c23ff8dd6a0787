package io.drayage.trust.token;

import io.drayage.trust.TrustException;
import java.util.regex.Pattern;

/**
 * The random bearer token (RFC 6750) of an administrator of the REST API. Shown once; only its
 * {@link AdminTokenHash} is kept. Not printed by {@link #toString}.
 *
 * @param text {@code drayadm1.} and 43 characters of base64url
 */
public record AdminToken(String text) {
  private static final Pattern FORM = Pattern.compile("drayadm1\\.[A-Za-z0-9_-]{43}");

  /** Checks the form. */
  public AdminToken {
    if (!FORM.matcher(text).matches()) {
      throw new TrustException(
          "Not an admin token: 'drayadm1.' and 43 characters expected; copy it whole");
    }
  }

  /** Makes a new token of 256 random bits. */
  public static AdminToken generate() {
    return new AdminToken("drayadm1." + SecretText.random());
  }

  /** The hash to keep. */
  public AdminTokenHash hash() {
    return new AdminTokenHash(SecretText.sha256(text));
  }

  @Override
  public String toString() {
    return "AdminToken[secret]";
  }
}
