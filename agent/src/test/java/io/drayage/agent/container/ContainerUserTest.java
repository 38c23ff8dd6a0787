package io.drayage.agent.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerUserTest {
  private @TempDir Path root;

  @BeforeEach
  void accounts() throws IOException {
    Files.createDirectory(root.resolve("etc"));
    Files.writeString(
        root.resolve("etc/passwd"),
        "root:x:0:0:root:/root:/bin/sh\nredis:x:999:998::/nonexistent:/bin/false\nshort:x:5\n");
    Files.writeString(root.resolve("etc/group"), "root:x:0:\nredis:x:998:\nstaff:x:50:a,b\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0:0",
    "root, 0:0",
    "redis, 999:998",
    "redis:staff, 999:50",
    "redis:7, 999:7",
    "1234:staff, 1234:50",
    "1234:5678, 1234:5678"
  })
  void namesAreResolvedByTheImagesOwnFiles(String user, String expected) {
    assertThat(ContainerUser.resolve(user, root)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "redis:nobody", "short", ":", "-1", "../root"})
  void whatIsNotThereIsRefusedWithACure(String user) {
    assertThatThrownBy(() -> ContainerUser.resolve(user, root))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "the image's user '.*' is not in its /etc/(passwd|group): give a number");
  }

  @Test
  void linkToTheHostsFileIsNotFollowed() throws IOException {
    Files.delete(root.resolve("etc/passwd"));
    Files.createSymbolicLink(root.resolve("etc/passwd"), Path.of("/etc/passwd"));

    assertThatThrownBy(() -> ContainerUser.resolve("root", root))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
