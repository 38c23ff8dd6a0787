package io.drayage.cli.pca;

import io.drayage.trust.attribute.Holder;
import io.drayage.trust.identity.KeyFingerprint;
import io.drayage.trust.keystore.CertificatePem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A host as the holder of a certificate: by the key in its TLS certificate. */
final class HolderFile {
  private HolderFile() {}

  static Holder read(Path certificate) {
    try {
      String pem = Files.readString(certificate, StandardCharsets.ISO_8859_1);
      return new Holder.Key(KeyFingerprint.of(CertificatePem.decode(pem).getFirst()));
    } catch (IOException e) {
      throw FileProblem.of(certificate, e);
    }
  }
}
