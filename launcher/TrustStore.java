import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

/**
 * Makes a JDK's trust store out of a file of PEM certificates, as Debian keeps the ones that a machine trusts.
 * Usage: java TrustStore.java PEM-FILE TRUST-STORE
 */
final class TrustStore {
  // No secret: the JDK's own trust store has it too.
  private static final char[] PASSWORD = "changeit".toCharArray();

  void main(String[] args) throws Exception {
    var store = KeyStore.getInstance("JKS");
    store.load(null, PASSWORD);
    try (var pem = new FileInputStream(args[0])) {
      int number = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
    }
    try (var out = new FileOutputStream(args[1])) {
      store.store(out, PASSWORD);
    }
  }
}
