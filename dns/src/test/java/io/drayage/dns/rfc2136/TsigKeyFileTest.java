package io.drayage.dns.rfc2136;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.dns.DnsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TsigKeyFileTest {
  private static final String KEY =
      "key \"mover\" {\n\talgorithm hmac-sha512;\n\tsecret \"MDEyMzQ1Njc4OWFiY2RlZg==\";\n};\n";

  @TempDir private Path directory;

  @Test
  void keyOfTsigKeygenIsRead() throws IOException {
    assertThat(TsigKeyFile.read(file(KEY, "rw-------"))).isNotNull();
  }

  @Test
  void keyThatOthersMayReadIsRefused() throws IOException {
    Path file = file(KEY, "rw-r-----");

    assertThatThrownBy(() -> TsigKeyFile.read(file))
        .isInstanceOf(DnsException.class)
        .hasMessageContaining("is open to others: chmod 600 it");
  }

  @Test
  void missingFileIsToldWithTheCure() {
    assertThatThrownBy(() -> TsigKeyFile.read(directory.resolve("none")))
        .isInstanceOf(DnsException.class)
        .hasMessageContaining("tsig-keygen");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "key \"mover\" { algorithm hmac-md5; secret \"MDEyMzQ1Njc4OWFiY2RlZg==\"; };",
        "key \"mover\" { algorithm hmac-sha256; secret \"c2hvcnQ=\"; };",
        "key \"mover\" { algorithm hmac-sha256; secret \"=\"; };"
      })
  void whatIsNoGoodKeyIsRefusedAndNotRepeated(String text) throws IOException {
    Path file = file(text, "rw-------");

    assertThatThrownBy(() -> TsigKeyFile.read(file))
        .isInstanceOf(DnsException.class)
        .hasMessageNotContaining("c2hvcnQ")
        .hasMessageNotContaining("MDEy");
  }

  private Path file(String text, String rights) throws IOException {
    Path file =
        Files.createFile(
            directory.resolve("key"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }
}
