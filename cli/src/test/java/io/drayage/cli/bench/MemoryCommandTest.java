package io.drayage.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.cli.Commands;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is refused before a lab comes up. */
class MemoryCommandTest {
  private final StringWriter err = new StringWriter();

  @Test
  void aFileWhoseDirectoryIsMissingIsRefused() {
    assertThat(run("--json", "/nowhere/rows.json")).isEqualTo(2);
    assertThat(err.toString()).contains("--json: cannot write to /nowhere");
  }

  @Test
  void aWorkloadWithoutMemoryIsRefused() {
    assertThat(run("--memory", "64,0")).isEqualTo(2);
    assertThat(err.toString()).contains("memory is 1 to 1048576 MiB, not 0");
  }

  @Test
  void benchAloneSaysWhatToChoose() {
    int code = Commands.tree().setErr(new PrintWriter(err)).execute("bench");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("choose memory");
  }

  private int run(String... arguments) {
    var words = new ArrayList<>(List.of("bench", "memory"));
    words.addAll(List.of(arguments));
    return Commands.tree().setErr(new PrintWriter(err)).execute(words.toArray(String[]::new));
  }
}
