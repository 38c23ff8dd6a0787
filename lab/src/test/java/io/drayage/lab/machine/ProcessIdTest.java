package io.drayage.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdTest {
  @Test
  void aPidThatBelongsToAnotherProcessNowIsNotTheProcess() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      ProcessId id = ProcessId.ofRunning(process.pid()).orElseThrow();
      assertThat(id.isRunning()).isTrue();

      ProcessId earlier = new ProcessId(id.pid(), id.startTicks() - 1);
      assertThat(earlier.isRunning()).isFalse();
      earlier.kill();
      assertThat(process.isAlive()).isTrue();

      id.kill();
      process.waitFor();
      assertThat(id.isRunning()).isFalse();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aHalfWrittenRecordIsNone(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("init");
    assertThat(ProcessId.read(file)).isEmpty();
    Files.writeString(file, "12");
    assertThat(ProcessId.read(file)).isEmpty();
    Files.writeString(file, "12 345\n");
    assertThat(ProcessId.read(file)).contains(new ProcessId(12, 345));
  }
}
