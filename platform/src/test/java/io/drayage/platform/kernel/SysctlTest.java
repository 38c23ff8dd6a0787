package io.drayage.platform.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysctlTest {
  @Test
  void readsTheWholeValueThatTheKernelGives() throws IOException {
    String expected =
        Subprocess.of("cat", "/proc/sys/fs/pipe-max-size").runOrThrow().stdout().strip();

    assertThat(expected).hasSizeGreaterThan(1);
    assertThat(Sysctl.named("fs.pipe-max-size").read()).isEqualTo(expected);
    assertThat(Sysctl.named("fs.pipe-max-size").number()).isEqualTo(Long.parseLong(expected));
  }

  @Test
  void readsAWord() throws IOException {
    assertThat(Sysctl.named("kernel.ostype").read()).isEqualTo("Linux");
  }

  @Test
  void aWordIsNoNumber() {
    assertThatThrownBy(Sysctl.named("kernel.ostype")::number)
        .isInstanceOf(IOException.class)
        .hasMessage("/proc/sys/kernel/ostype holds 'Linux', which is no number");
  }

  @Test
  void missingSettingIsNamed() {
    assertThatThrownBy(Sysctl.named("kernel.no-such-setting")::read)
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("/proc/sys/kernel/no-such-setting");
  }

  @Test
  void writeReplacesTheValueAndMakesNoFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("setting"), "1048576\n");

    new Sysctl(file).write("1");

    assertThat(file).hasContent("1");
    assertThatThrownBy(() -> new Sysctl(directory.resolve("missing")).write("1"))
        .isInstanceOf(NoSuchFileException.class);
  }
}
