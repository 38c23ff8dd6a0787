package io.drayage.trust.enrol;

import io.drayage.trust.TrustException;
import io.drayage.trust.identity.CertificateFingerprint;
import io.drayage.trust.token.SecretText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A one-time token that lets one host enrol: a secret that proves the operator's consent to the
 * controller, and the fingerprint by which the agent knows the controller's authority before it has
 * any certificate. Not printed by {@link #toString}.
 *
 * @param secret 32 random bytes as 43 characters of base64url
 * @param authority SHA-256 of the authority's certificate
 */
public record EnrolmentToken(String secret, CertificateFingerprint authority) {
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern TEXT =
      Pattern.compile("dray1\\.([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})");

  /** Checks the secret's form. */
  public EnrolmentToken {
    if (!SECRET.matcher(secret).matches()) {
      throw notAToken();
    }
  }

  /** Makes a token with a new secret. */
  public static EnrolmentToken generate(CertificateFingerprint authority) {
    return new EnrolmentToken(SecretText.random(), authority);
  }

  /**
   * Reads {@code dray1.SECRET.FINGERPRINT}; blanks around it are ignored.
   *
   * @throws TrustException when the text has another form; the message does not repeat it
   */
  public static EnrolmentToken parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw notAToken();
    }
    return new EnrolmentToken(matcher.group(1), new CertificateFingerprint(matcher.group(2)));
  }

  /** Writes {@code dray1.SECRET.FINGERPRINT}, to be shown once to the operator. */
  public String format() {
    return "dray1." + secret + "." + authority.text();
  }

  /** The SHA-256 of the secret, under which a controller keeps the token. */
  public String secretHash() {
    return SecretText.sha256(secret);
  }

  @Override
  public String toString() {
    return "EnrolmentToken[secret, " + authority + "]";
  }

  private static TrustException notAToken() {
    return new TrustException(
        "Not an enrolment token: 'dray1.', 43 characters, '.', 43 characters expected; copy it"
            + " whole or make a new one");
  }
}
