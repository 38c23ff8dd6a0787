package io.drayage.runtime.runc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import io.drayage.platform.process.SubprocessException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VforkWaitTest {
  /** Its child neither executes a program nor ends until its input does. */
  private static final String PROGRAM =
      """
      #define _GNU_SOURCE
      #include <unistd.h>
      int main(void) {
        char c;
        if (vfork() == 0) { (void)!read(0, &c, 1); _exit(0); }
        (void)!read(0, &c, 1);
        (void)!write(1, "left\\n", 5);
        pause();
        return 0;
      }
      """;

  @Test
  void isSeenWhileTheChildRunsAndNotAfterwards(@TempDir Path directory) throws Exception {
    Path source = directory.resolve("vfork.c");
    Path binary = directory.resolve("vfork");
    Files.writeString(source, PROGRAM);
    assumeTrue(compiled(source, binary), "no C compiler");
    try (RunningProcess process = Subprocess.of(binary.toString()).stdinPiped().start()) {
      List<Integer> processes = List.of(Math.toIntExact(process.pid()));
      await().until(() -> VforkWait.isAmong(processes));
      process.stdin().write('x');
      process.stdin().flush();
      await().until(() -> !VforkWait.isAmong(processes));
    }
  }

  @Test
  void isNotSeenOfAProcessThatIsGone() {
    assertThat(VforkWait.isAmong(List.of(Integer.MAX_VALUE))).isFalse();
  }

  private static boolean compiled(Path source, Path binary) {
    try {
      return Subprocess.of("gcc", "-O1", "-o", binary.toString(), source.toString())
          .run()
          .succeeded();
    } catch (SubprocessException e) {
      return false;
    }
  }
}
