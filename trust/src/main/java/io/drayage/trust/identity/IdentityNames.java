package io.drayage.trust.identity;

import io.drayage.model.Names;
import io.drayage.trust.TrustException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/** What an identity's name and URI look like. */
final class IdentityNames {
  static final String SCHEME = "drayage:";
  static final String HOST = SCHEME + "host:";
  static final String CONTROLLER = SCHEME + "controller:";
  private static final int URI_NAME = 6;

  private IdentityNames() {}

  static void require(String kind, String name) {
    try {
      String _ = Names.require(kind, name);
    } catch (IllegalArgumentException e) {
      throw new TrustException(String.valueOf(e.getMessage()), e);
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
