package io.drayage.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.cli.exit.CommandException;
import io.drayage.lab.demo.DemoCluster;
import io.drayage.lab.demo.DemoException;
import io.drayage.lab.demo.DemoLab;
import io.drayage.lab.demo.DemoLaw;
import io.drayage.lab.demo.DemoProgress;
import io.drayage.lab.demo.store.StoreHost;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {

  private final List<String> calls = new ArrayList<>();
  private final StringWriter err = new StringWriter();
  @TempDir private Path home;

  @BeforeEach
  void buildObjectStore() throws Exception {
    Path libraries = Files.createDirectories(home.resolve("cli/target/dist/s3proxy"));
    Files.createFile(libraries.resolve("s3proxy-0.jar"));
    System.setProperty("dray.home", home.toString());
  }

  @AfterEach
  void forgetHome() {
    System.clearProperty("dray.home");
  }

  @Test
  void aLabThatDoesNotStartIsTakenDownAndToldInOneLine() {
    int code = run();

    assertThat(code).isEqualTo(1);
    assertThat(calls).containsExactly("lab demo", "down", "up", "down");
    assertThat(err.toString())
        .contains("Starting the lab")
        .endsWith("the demo failed: no room for a lab: remove one\n");
  }

  @Test
  void keepLeavesTheLabUp() {
    int _ = run("--keep");

    assertThat(calls).containsExactly("lab demo", "down", "up");
  }

  @Test
  void anUnwritableJsonFileIsRefusedBeforeAnythingStarts() {
    int code = run("--json", home.resolve("missing/moves.json").toString());

    assertThat(code).isEqualTo(2);
    assertThat(calls).isEmpty();
    assertThat(err.toString()).contains("--json: cannot write").contains("missing");
  }

  @Test
  void anObjectStoreThatWasNotBuiltIsNamed() throws Exception {
    Files.delete(home.resolve("cli/target/dist/s3proxy/s3proxy-0.jar"));

    assertThat(run()).isEqualTo(1);
    assertThat(calls).doesNotContain("up");
    assertThat(err.toString()).contains("build Drayage again");
  }

  private int run(String... arguments) {
    var command =
        new DemoCommand((name, visible) -> {
          assertThat(visible).containsExactly(home.resolve("cli/target/dist/s3proxy"));
          calls.add("lab " + name);
          return new BrokenLab();
        });
    return new CommandLine(command)
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler((e, line, _) -> {
          line.getErr().println(e.getMessage());
          return e instanceof CommandException known ? known.exitCode().code() : 99;
        })
        .execute(arguments);
  }

  private final class BrokenLab implements DemoLab {
    @Override
    public DemoCluster up(DemoProgress progress) {
      calls.add("up");
      throw new DemoException("no room for a lab: remove one");
    }

    @Override
    public void down() {
      calls.add("down");
    }

    @Override
    public Path root() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String address(String host) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StoreHost storeHost(String host) {
      throw new UnsupportedOperationException();
    }

    @Override
    public DemoLaw law(Clock clock) {
      throw new UnsupportedOperationException();
    }
  }
}
