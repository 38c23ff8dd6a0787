package io.drayage.transfer.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On the test's own process. */
class TaskMemoryTest {
  private final int self = (int) ProcessHandle.current().pid();

  private static int inner() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("NSpid:")) {
        String[] ids = line.split("\\s+", -1);
        return Integer.parseInt(ids[ids.length - 1]);
      }
    }
    throw new IOException("no id");
  }

  /** The java command's own headers are mapped, and are in a file to compare with. */
  private static long mappedStart(Path program) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
      if (line.endsWith(program.toString()) && line.contains(" 00000000 ")) {
        return Long.parseLong(line.substring(0, line.indexOf('-')), 16);
      }
    }
    throw new IOException("not mapped");
  }

  @Test
  void pagesAreReadAsTheTaskHasThem() throws IOException {
    Path program = Path.of("/proc/self/exe").toRealPath();
    byte[] page = new byte[PageRun.PAGE];
    try (var in = Files.newInputStream(program);
        TaskMemory memory = TaskMemory.open(List.of(self))) {
      assertThat(in.readNBytes(page, 0, page.length)).isEqualTo(page.length);
      ByteBuffer read = ByteBuffer.allocateDirect(PageRun.PAGE);
      memory.read(inner(), mappedStart(program), read);
      assertThat(read.flip()).isEqualTo(ByteBuffer.wrap(page));
    }
  }

  @Test
  void pageThatIsNotThereFailsAndIsNotReadAsZeros() throws IOException {
    try (TaskMemory memory = TaskMemory.open(List.of(self))) {
      int pid = inner();
      assertThatThrownBy(() -> memory.read(pid, 0, ByteBuffer.allocate(PageRun.PAGE)))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> memory.read(pid + 1, 0, ByteBuffer.allocate(PageRun.PAGE)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not in the container");
    }
  }

  @Test
  void twoTasksOfOneIdAreRefused() {
    assertThatThrownBy(() -> TaskMemory.open(List.of(self, self)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("two tasks");
  }

  @Test
  void taskThatIsGoneIsRefused() {
    assertThatThrownBy(() -> TaskMemory.open(List.of(Integer.MAX_VALUE)))
        .isInstanceOf(IOException.class);
  }
}
