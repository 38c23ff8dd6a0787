package io.drayage.trust.country;

import io.drayage.trust.TrustException;
import java.util.Locale;
import java.util.Set;

/** A country's two-letter code that ISO 3166-1 assigns, in capitals, such as {@code DE}. */
public record CountryCode(String code) implements Comparable<CountryCode> {
  private static final Set<String> ASSIGNED = Set.of(Locale.getISOCountries());

  /**
   * Checks that the code is assigned.
   *
   * @throws TrustException when it is not
   */
  public CountryCode {
    if (!ASSIGNED.contains(code)) {
      throw new TrustException(
          "'%s' is no country: use a two-letter ISO 3166-1 code in capitals, such as DE%s"
              .formatted(shown(code), code.equals("UK") ? "; the United Kingdom is GB" : ""));
    }
  }

  /** The country's name in English. */
  public String englishName() {
    return Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
  }

  /** The name with the code, for people: {@code Germany (DE)}. */
  public String inWords() {
    return englishName() + " (" + code + ")";
  }

  @Override
  public int compareTo(CountryCode other) {
    return code.compareTo(other.code);
  }

  @Override
  public String toString() {
    return code;
  }

  private static String shown(String text) {
    return text.length() > 16 ? text.substring(0, 16) + "…" : text;
  }
}
