package io.drayage.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.platform.kernel.Sysctl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipeLimitTest {
  private @TempDir Path directory;
  private Path sysctl = Path.of("unset");
  private Path saved = Path.of("unset");

  @BeforeEach
  void place() {
    sysctl = directory.resolve("sysctl");
    saved = directory.resolve("saved");
  }

  @Test
  void itIsRaisedOnceAndPutBack() throws IOException {
    Files.writeString(sysctl, "1048576\n");

    new PipeLimit(new Sysctl(sysctl), saved).raise();
    new PipeLimit(new Sysctl(sysctl), saved).raise();
    assertThat(sysctl).hasContent("67108864");

    new PipeLimit(new Sysctl(sysctl), saved).restore();
    assertThat(sysctl).hasContent("1048576");
    assertThat(saved).doesNotExist();
  }

  @Test
  void aHighEnoughLimitIsLeftAlone() throws IOException {
    Files.writeString(sysctl, "134217728");

    new PipeLimit(new Sysctl(sysctl), saved).raise();
    new PipeLimit(new Sysctl(sysctl), saved).restore();

    assertThat(sysctl).hasContent("134217728");
  }
}
