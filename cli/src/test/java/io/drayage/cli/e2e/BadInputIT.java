package io.drayage.cli.e2e;

import static io.drayage.cli.e2e.TestLab.A;
import static io.drayage.cli.e2e.TestLab.B;
import static io.drayage.cli.e2e.TestLab.dray;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.cli.exit.ExitCode;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input is one line that says what, why and the cure; what ran before runs on. */
@ExtendWith(TestLab.class)
class BadInputIT {
  private static Service service = new Service("", "", "");

  @BeforeAll
  static void start() {
    service = TestLab.run("bad-input", A, "--memory", "1GiB");
  }

  @AfterAll
  static void remove() {
    TestLab.succeed("rm", "--force", "bad-input");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "migrate ghost --to aws-frankfurt-1        | container ghost is not known  | dray ps",
        "migrate bad-input --to ghost              | host ghost is not known       | dray hosts",
        "migrate bad-input --to gcp-madrid-1       | on host gcp-madrid-1 already  | choose another",
        "migrate bad-input --to aws-frankfurt-1 --mode tepid | mode 'tepid' is not known | cold",
        "migrate bad-input                         | --to                          | --help",
        "run --host ghost --name x redis           | host ghost is not known       | dray hosts",
        "run --host gcp-madrid-1 --name x ghost    | image ghost is not known      | dray image import",
        "run --host gcp-madrid-1 --name bad-input redis -- sleep 1 | is taken      | choose another",
        "run --host gcp-madrid-1 --name x redis    | no command                    | after --",
        "run --host gcp-madrid-1 --name Bad_Name redis -- sleep 1 | 'Bad_Name'     | lower-case",
        "run --host gcp-madrid-1 --name x --memory 9GiB redis -- sleep 1 | no room | another host",
        "run --host gcp-madrid-1 --name x --memory lots redis -- sleep 1 | 'lots'  | like 512MiB",
        "run --host gcp-madrid-1 --name x --env V redis -- sleep 1  | 'V'          | KEY=VALUE",
        "run --host gcp-madrid-1 --name x --dns-name shop redis -- sleep 1 | 'shop' | write a full one",
        "run --host gcp-madrid-1 --name x --dns-name shop.example.org redis -- sleep 1 | no zone | below apps.lab.test",
        "run --host gcp-madrid-1 --name x --volume v redis -- sleep 1 | 'v'        | NAME:/PATH",
        "run --host gcp-madrid-1 --name x --volume v:w redis -- sleep 1 | 'w'      | absolute path",
        "run --host gcp-madrid-1 --name x --volume a:/v --volume b:/v redis -- sleep 1 | at one path | its own",
        "run --host gcp-madrid-1 --name x --label v redis -- sleep 1  | label 'v'  | KEY=VALUE",
        "run --host gcp-madrid-1 --name x --label drayage.stateless=1 redis -- sleep 1 | stateless=1 | true or false",
        "run --host gcp-madrid-1 --name x --label drayage.stateless=true redis -- sleep 1 | no health check | --health-port",
        "run --host gcp-madrid-1 --name x --label drayage.stateless=true --health-port 1 --volume v:/v redis -- sleep 1 | has volumes | with its state",
        "run --host gcp-madrid-1 --name x --health-port 0 redis -- sleep 1 | --health-port | from 1 to 65535",
        "run --host gcp-madrid-1 --name x --health-port 65536 redis -- sleep 1 | port 65536 | from 1 to 65535",
        "run --host gcp-madrid-1 --name x --health-path /h redis -- sleep 1 | no port   | --health-port",
        "run --host gcp-madrid-1 --name x --health-port 1 --health-path h redis -- sleep 1 | health path | starts with /",
        "migrate bad-input --to aws-frankfurt-1 --stateless | no health check      | --health-port",
        "migrate bad-input --to aws-frankfurt-1 --stateless --mode cold | exclude  | one of them",
        "migrate bad-input --to aws-frankfurt-1 --health-timeout soon | 'soon'     | write it like",
        "migrate bad-input --to aws-frankfurt-1 --health-timeout 2h | 7200000 ms   | to 1 h",
        "migrate bad-input --to aws-frankfurt-1 --health-timeout 0s | --health-timeout | to 1h",
        "rm bad-input                              | runs                          | stop it first",
        "stop ghost                                | ghost is not known            | dray ps",
        "stop bad-input --grace=-1                 | '-1'                          | from 0 on",
        "logs ghost                                | ghost is not known            | dray ps",
        "logs bad-input --tail=-1                  | '-1'                          | from 0",
        "inspect no/name                           | 'no/name'                     | dray ps",
        "migration show ghost                      | ghost is not known            | dray migrations",
        "ps -o yaml                                | yaml                          | --help",
      })
  void isRefused(String arguments, String what, String cure) {
    refused(ExitCode.USAGE, what, cure, dray(arguments.split(" ")));
  }

  @Test
  void aCommandThatTheImageLacksLeavesNothing() {
    var result = dray("run", "--host", A, "--name", "lacking", "redis", "--", "/no/such");

    refused(ExitCode.FAILURE, "/no/such", "correct", result);
    assertThat(TestLab.succeed("ps")).doesNotContain("lacking");
    assertThat(TestLab.traces("lacking", A)).isEmpty();
  }

  @Test
  void aFileThatIsNoImage(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("image.tar"), "no image");

    refused(
        ExitCode.USAGE, "no tar archive", "give a root", dray("image", "import", file.toString()));
  }

  @Test
  void aMalformedLabFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("lab.yaml"), "hosts: [{name: x, cloud: y}]");

    refused(
        ExitCode.USAGE,
        "lab.yaml",
        "",
        Subprocess.of(
                System.getProperty("dray.home") + "/dray",
                "lab",
                "up",
                "--name",
                "malformed",
                "--file",
                file.toString())
            .run());
  }

  @Test
  void aDestinationWithoutRoom() {
    var big = TestLab.run("big", B, "--memory", "3500MiB");
    try {
      refused(ExitCode.USAGE, "no room", "another", dray("migrate", "bad-input", "--to", B));
      big.mustRunAsEver();
    } finally {
      TestLab.succeed("rm", "--force", "big");
    }
  }

  @Test
  void aDestinationWhoseAgentIsDown() {
    TestLab.host(B).signal("agent", "TERM");
    try {
      awaitState(B, "DOWN");

      refused(ExitCode.USAGE, "is down", "start it", dray("migrate", "bad-input", "--to", B));
    } finally {
      TestLab.host(B).restart("agent");
      awaitState(B, "UP");
    }
  }

  @Test
  void aDestinationWithoutCriu() {
    var host = TestLab.host(B);
    host.command("sh", "-c", "c=$(command -v criu); echo $c >/root/criu; mv $c $c.away")
        .runOrThrow();
    try {
      host.signal("agent", "TERM");
      awaitState(B, "DOWN");
      host.restart("agent");
      awaitState(B, "UP");

      refused(ExitCode.USAGE, "criu", "install", dray("migrate", "bad-input", "--to", B));
    } finally {
      host.command("sh", "-c", "c=$(cat /root/criu); mv $c.away $c").run();
      host.signal("agent", "TERM");
      awaitState(B, "DOWN");
      host.restart("agent");
      awaitState(B, "UP");
    }
  }

  @Test
  void aContainerThatWasStopped() {
    TestLab.run("stopped", A);
    try {
      assertThat(TestLab.succeed("stop", "stopped", "--grace", "1")).contains("STOPPED");

      refused(
          ExitCode.USAGE, "is stopped", "only a running", dray("migrate", "stopped", "--to", B));
    } finally {
      TestLab.succeed("rm", "stopped");
    }
  }

  private static void refused(ExitCode code, String what, String cure, Subprocess.Result result) {
    assertThat(result.exit()).as(result.stderr()).isEqualTo(code.code());
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr()).hasLineCount(1).startsWith("dray: ").contains(what, cure);
    service.mustRunAsEver();
  }

  private static void awaitState(String host, String state) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> TestLab.succeed("hosts").matches("(?s).*" + host + " +" + state + " .*"));
  }
}
