package io.drayage.trust.identity;

import io.drayage.trust.TrustException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** What an identity's name and URI look like. */
final class IdentityNames {
  static final String SCHEME = "drayage:";
  static final String HOST = SCHEME + "host:";
  static final String CONTROLLER = SCHEME + "controller:";
  private static final int URI_NAME = 6;
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");

  private IdentityNames() {}

  static void require(String name) {
    if (name.length() > 63 || !NAME.matcher(name).matches()) {
      throw new TrustException(
          "Not a host or controller name: use up to 63 of a-z, 0-9, '-' and '.', starting and"
              + " ending with a letter or digit");
    }
  }

  static List<String> drayageUris(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names == null) {
        return List.of();
      }
      return names.stream()
          .filter(name -> name.getFirst().equals(URI_NAME))
          .map(name -> String.valueOf(name.get(1)))
          .filter(uri -> uri.startsWith(SCHEME))
          .toList();
    } catch (CertificateParsingException e) {
      throw new TrustException("Refused a peer: its certificate's names are damaged", e);
    }
  }
}
