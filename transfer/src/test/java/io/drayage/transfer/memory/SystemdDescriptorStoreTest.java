package io.drayage.transfer.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.platform.process.Subprocess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdDescriptorStoreTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void withoutAManagerThereIsNone() throws Exception {
    assertThat(SystemdDescriptorStore.of(Map.of())).isEmpty();
  }

  @Test
  void descriptorsSurviveTheirProcessUntilForgotten() throws Exception {
    TestTask.assumePossible();
    Path script = Path.of("../lab/src/main/resources/io/drayage/lab/service/keep-descriptors.pl");
    Path story = directory.resolve("story");

    Subprocess.Result result =
        Subprocess.of(
                "perl",
                script.toAbsolutePath().toString(),
                directory.resolve("notify").toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KeeperProbe.class.getName(),
                story.toString())
            .timeout(Duration.ofMinutes(2))
            .run();

    assertThat(result.stderr()).isEmpty();
    assertThat(result.exit()).isZero();
    assertThat(Files.readString(story))
        .isEqualTo("end\nfirst readable\nsecond quiet\nend\nfirst readable\nend\n");
  }
}
