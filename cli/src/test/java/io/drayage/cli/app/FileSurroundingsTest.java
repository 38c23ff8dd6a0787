package io.drayage.cli.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.application.document.DocumentException;
import io.drayage.cli.exit.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSurroundingsTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void theEnvironmentGoesBeforeTheFileBesideIt() throws IOException {
    Files.writeString(directory.resolve(".env"), "A=file\nB=file\n");

    FileSurroundings surroundings = of(Map.of("A", "mine"));

    assertThat(surroundings.variable("A")).contains("mine");
    assertThat(surroundings.variable("B")).contains("file");
    assertThat(surroundings.variable("C")).isEmpty();
  }

  @Test
  void anEnvironmentFileThatIsNoneIsRefusedByItsLine() throws IOException {
    Files.writeString(directory.resolve(".env"), "A=1\nnonsense\n");

    assertThatThrownBy(() -> of(Map.of()))
        .isInstanceOf(CommandException.class)
        .hasMessageContainingAll(".env", "line 2 is not KEY=VALUE");
  }

  @Test
  void filesAreFoundBesideTheApplicationsFile() throws IOException {
    Files.writeString(directory.resolve("web.env"), "A=1");

    assertThat(of(Map.of()).read("web.env")).isEqualTo("A=1");
    assertThatThrownBy(() -> of(Map.of()).read("gone.env"))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void whatIsNoTextOrTooLongIsRefused() throws IOException {
    Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    Files.write(directory.resolve("long"), new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> of(Map.of()).read("binary")).hasMessageContaining("no text in UTF-8");
    assertThatThrownBy(() -> of(Map.of()).read("long")).hasMessageContaining("more than 1048576");
    assertThatThrownBy(() -> of(Map.of()).read("a\0b")).hasMessageContaining("is no path");
  }

  private FileSurroundings of(Map<String, String> environment) {
    return FileSurroundings.of(directory.resolve("compose.yaml"), environment);
  }
}
