package io.drayage.trust.statement;

import io.drayage.trust.TrustException;

/**
 * One kind of signed statement.
 *
 * @param type its media type without {@code application/}, for the header ({@code typ})
 * @param mostCharacters no longer text is read
 * @param name in messages: {@code a permit}
 * @param cure what to do about one that is refused
 */
public record StatementForm(String type, int mostCharacters, String name, String cure) {
  TrustException refused(String why) {
    return new TrustException(message(why));
  }

  String message(String why) {
    return "Refused " + name + ": " + why + "; " + cure;
  }
}
