package io.drayage.trust.external;

import io.drayage.trust.TrustException;
import io.drayage.trust.keystore.CertificatePem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS to a server whose certificate comes from the operator's own authority. */
final class HookTls {
  private static final int MOST_BYTES = 1024 * 1024;

  private HookTls() {}

  /**
   * Trusts the authorities of a PEM file and no other; the server's name is compared, too.
   *
   * @throws TrustException when the file cannot be used
   */
  static SSLContext trusting(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new TrustException(file + " is too large: give the authority's certificate");
      }
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      String pem = Files.readString(file, StandardCharsets.ISO_8859_1);
      for (X509Certificate certificate : CertificatePem.decode(pem)) {
        trusted.setCertificateEntry("authority " + number++, certificate);
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new TrustException(
          "Cannot use the authority in %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
