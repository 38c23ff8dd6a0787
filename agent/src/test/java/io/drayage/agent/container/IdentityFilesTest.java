package io.drayage.agent.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.model.container.ContainerSpec;
import io.drayage.model.container.HostEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFilesTest {
  private static final ContainerSpec WEB =
      new ContainerSpec(
              "web",
              "sha256:" + "a".repeat(64),
              List.of(),
              List.of("sleep"),
              List.of(),
              "/",
              "",
              List.of(),
              0,
              "10.96.128.1")
          .withHosts(List.of(new HostEntry("10.96.128.2", List.of("db", "shop-db-1"))));

  @TempDir private Path directory = Path.of("");

  @Test
  void aNewContainerKnowsItselfAndTheOthers() throws IOException {
    IdentityFiles.write(WEB, directory);

    assertThat(directory.resolve("etc/hosts"))
        .hasContent(
            "127.0.0.1 localhost\n::1 localhost\n10.96.128.1 web\n10.96.128.2 db shop-db-1\n");
  }

  @Test
  void hostsOfARunningContainerAreReplacedWhole() throws IOException {
    IdentityFiles.write(WEB, directory);

    IdentityFiles.rewriteHosts(WEB.withHosts(List.of()), directory);

    assertThat(directory.resolve("etc/hosts"))
        .hasContent("127.0.0.1 localhost\n::1 localhost\n10.96.128.1 web\n");
    assertThat(directory.resolve("etc")).isDirectoryNotContaining("glob:**.drayage");
  }

  @Test
  void aDirectoryThatTheContainerMadeALinkIsNotFollowed() throws IOException {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Path root = Files.createDirectory(directory.resolve("root"));
    Files.createSymbolicLink(root.resolve("etc"), outside);

    assertThatThrownBy(() -> IdentityFiles.rewriteHosts(WEB, root))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/etc/hosts of web cannot be replaced");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aFileThatTheContainerMadeALinkIsReplacedAndNotFollowed() throws IOException {
    Path root = Files.createDirectory(directory.resolve("root"));
    Path etc = Files.createDirectory(root.resolve("etc"));
    Path precious = Files.writeString(directory.resolve("precious"), "kept");
    Files.createSymbolicLink(etc.resolve("hosts"), precious);
    Files.createSymbolicLink(etc.resolve(".hosts.drayage"), precious);

    IdentityFiles.rewriteHosts(WEB, root);

    assertThat(precious).hasContent("kept");
    assertThat(etc.resolve("hosts")).isRegularFile().content().contains("shop-db-1");
  }
}
