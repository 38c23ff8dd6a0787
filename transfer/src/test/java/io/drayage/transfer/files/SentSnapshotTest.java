package io.drayage.transfer.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentSnapshotTest {
  private @TempDir Path directory;

  @Test
  void startGoesBackByATickAndTheRestStays() throws IOException {
    Path file = snapshot("GNU tar-1.35-2\n1700000000\0" + "010000000\0" + "0\0.\0Yfile\0\0");

    SentSnapshot.backdate(file, Instant.MAX);

    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .isEqualTo("GNU tar-1.35-2\n1699999999\0" + "960000000\0" + "0\0.\0Yfile\0\0");
  }

  @Test
  void startGoesBackToWhenTheRoundBegan() throws IOException {
    Path file = snapshot("GNU tar-1.35-2\n1700000000\0" + "010000000\0" + "0\0");

    SentSnapshot.backdate(file, Instant.ofEpochSecond(1_699_999_990, 60_000_000));

    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .isEqualTo("GNU tar-1.35-2\n1699999990\0" + "10000000\0" + "0\0");
  }

  @Test
  void fileOfAnotherFormIsRefused() throws IOException {
    Path file = snapshot("GNU tar-1.13\n1700000000");

    assertThatThrownBy(() -> SentSnapshot.backdate(file, Instant.MAX))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot be changed");
  }

  private Path snapshot(String text) throws IOException {
    return Files.writeString(directory.resolve("sent"), text, StandardCharsets.ISO_8859_1);
  }
}
