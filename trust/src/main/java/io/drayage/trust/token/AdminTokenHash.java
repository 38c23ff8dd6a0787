package io.drayage.trust.token;

import io.drayage.trust.TrustException;
import java.util.regex.Pattern;

/**
 * The SHA-256 of an {@link AdminToken}, as 64 hexadecimal digits: all that a server keeps of it.
 */
public record AdminTokenHash(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /** Checks the form. */
  public AdminTokenHash {
    if (!FORM.matcher(hex).matches()) {
      throw new TrustException("Not an admin token's hash: 64 hexadecimal digits expected");
    }
  }

  /** Says in constant time whether the text that a client presented is the token; any text may. */
  public boolean matches(String presented) {
    return SecretText.constantTimeEquals(hex, SecretText.sha256(presented));
  }
}
