package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.cli.exit.ExitCode;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drives the distribution as a user does: through ./dray. */
class LauncherIT {
  private static final Path DRAY = Path.of(System.getProperty("dray.home"), "dray");

  @Test
  void helpGoesToStdoutAndExitsWith0() {
    var result = dray("--help");

    assertThat(result.exit()).isZero();
    assertThat(result.stdout()).startsWith("Usage: dray").contains("completion");
    assertThat(result.stderr()).isEmpty();
  }

  @Test
  void versionIsTheJars() {
    assertThat(dray("--version").stdout()).matches("(?s)dray \\d+\\.\\d+\\.\\d+.*Java 2[5-9].*");
  }

  @Test
  void unknownCommandIsOneLineAndExitsWith2() {
    var result = dray("no-such-command");

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr())
        .hasLineCount(1)
        .startsWith("dray: ")
        .contains("no-such-command", "dray --help");
  }

  @Test
  void completionIsAScriptThatBashAccepts() {
    var script = dray("completion", "bash").stdout();

    assertThat(
            Subprocess.of("bash", "-n").stdin(script.getBytes(StandardCharsets.UTF_8)).run().exit())
        .isZero();
    assertThat(script).contains("complete -F _complete_dray");
  }

  @Test
  void runsThroughALinkFromAnyDirectory(@TempDir Path dir) throws IOException {
    Path link = Files.createSymbolicLink(dir.resolve("dray"), DRAY);

    var result = Subprocess.of(link.toString(), "--version").directory(dir).run();

    assertThat(result.exit()).isZero();
    assertThat(result.stdout()).startsWith("dray ");
  }

  @Test
  void startUpCacheIsUsed() {
    var result =
        Subprocess.of(DRAY.toString(), "--help").env("DRAY_JAVA_OPTS", "-XX:AOTMode=on").run();

    assertThat(result.exit()).describedAs(result.stderr()).isZero();
  }

  private static Subprocess.Result dray(String... arguments) {
    var command = new ArrayList<String>();
    command.add(DRAY.toString());
    command.addAll(List.of(arguments));
    return Subprocess.of(command).run();
  }
}
