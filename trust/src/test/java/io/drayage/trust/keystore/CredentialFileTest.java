package io.drayage.trust.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.trust.TrustException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialFileTest {
  @TempDir Path directory;

  @Test
  void givesTheFirstLine() throws Exception {
    Path file = write("pässword\r\nnot this\n", "rw-------");

    assertThat(new String(CredentialFile.read(file))).isEqualTo("pässword");
  }

  @Test
  void refusesAFileThatOthersMayRead() throws Exception {
    Path file = write("password", "rw-r-----");

    assertThatThrownBy(() -> CredentialFile.read(file))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("chmod 600")
        .hasMessageNotContaining("password");
  }

  @Test
  void refusesAnEmptyAndAMissingFile() throws Exception {
    Path empty = write("\nsecond", "rw-------");

    assertThatThrownBy(() -> CredentialFile.read(empty)).isInstanceOf(TrustException.class);
    assertThatThrownBy(() -> CredentialFile.read(directory.resolve("none")))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void makesARandomPasswordOnce() throws Exception {
    Path file = directory.resolve("secrets/password");

    char[] first = CredentialFile.readOrCreate(file);

    assertThat(first).hasSize(43);
    assertThat(CredentialFile.readOrCreate(file)).isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(CredentialFile.readOrCreate(directory.resolve("other"))).isNotEqualTo(first);
  }

  private Path write(String text, String mode) throws Exception {
    Path file = Files.writeString(directory.resolve("credential"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }
}
