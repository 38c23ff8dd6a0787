package io.drayage.trust.pca;

import io.drayage.trust.TrustException;
import io.drayage.trust.attribute.Credential;
import io.drayage.trust.keystore.PrivateFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where an authority lies: {@code root.p12} and {@code issuer-N.p12} with its encrypted keys,
 * {@code root.pem}, {@code ledger.json}, {@code crl.pem}, and {@code issued/SERIAL.pem}. The
 * directory has mode 0700, each file 0600.
 */
record AuthorityFiles(Path directory) {
  Path rootKey() {
    return directory.resolve("root.p12");
  }

  Path issuerKey(int number) {
    return directory.resolve("issuer-" + number + ".p12");
  }

  Path root() {
    return directory.resolve("root.pem");
  }

  Path ledger() {
    return directory.resolve("ledger.json");
  }

  Path lists() {
    return directory.resolve("crl.pem");
  }

  Path issued(String serial) {
    return directory.resolve("issued").resolve(serial + ".pem");
  }

  void write(Path file, String text) {
    try {
      PrivateFile.replace(file, text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new TrustException(
          "Cannot write " + file + ": " + e.getMessage() + "; check the directory", e);
    }
  }

  Credential credential(String serial) {
    return Credential.parse(read(issued(serial)));
  }

  String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException e) {
      throw new TrustException(
          "Cannot read " + file + ": no such file; make an authority with dray pca init", e);
    } catch (IOException e) {
      throw new TrustException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Does something while no other process does so with this authority. */
  <T> T alone(Supplier<T> work) {
    if (!Files.exists(ledger())) {
      throw new TrustException(
          "There is no authority in " + directory + ": make one with dray pca init");
    }
    try (FileChannel channel =
            FileChannel.open(
                directory.resolve("lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
        FileLock _ = channel.lock()) {
      return work.get();
    } catch (IOException e) {
      throw new TrustException(
          "Cannot lock " + directory + ": " + e.getMessage() + "; check its rights", e);
    }
  }
}
