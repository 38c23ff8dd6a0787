package io.drayage.agent.link;

import io.drayage.trust.identity.Identity;
import io.drayage.trust.keystore.CredentialFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

/**
 * This host's identity on disk: an encrypted PKCS#12 file whose password is the credential, which
 * is in memory only.
 *
 * @param file the PKCS#12 file
 * @param credential file whose first line is the password
 */
record IdentityFile(Path file, Path credential) {
  boolean exists() {
    return Files.exists(file);
  }

  Identity load() {
    return withPassword(password -> Identity.load(file, password));
  }

  void store(Identity identity) {
    withPassword(password -> {
      identity.store(file, password);
      return identity;
    });
  }

  private Identity withPassword(Function<char[], Identity> use) {
    char[] password = CredentialFile.read(credential);
    try {
      return use.apply(password);
    } finally {
      Arrays.fill(password, '\0');
    }
  }
}
