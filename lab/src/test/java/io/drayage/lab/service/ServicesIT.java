package io.drayage.lab.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.api.client.ApiException;
import io.drayage.lab.Lab;
import io.drayage.lab.LabContexts;
import io.drayage.lab.LabServices;
import io.drayage.lab.LabStart;
import io.drayage.lab.LabStatus;
import io.drayage.lab.host.LabHost;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.LabPaths;
import io.drayage.lab.machine.Privileges;
import io.drayage.lab.machine.Progress;
import io.drayage.lab.root.CachedRoot;
import io.drayage.lab.spec.ControllerSpec;
import io.drayage.lab.spec.HostSpec;
import io.drayage.lab.spec.LabSpec;
import io.drayage.platform.unit.Bandwidth;
import io.drayage.platform.unit.DataSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services in real hosts, with a script in the place of Java: what they find, and who waits. */
class ServicesIT {
  private static final String LAB = "it-" + UUID.randomUUID().toString().substring(0, 8);
  private static Path root = Path.of("unset");

  private @TempDir Path dist;
  private final List<String> asked = new ArrayList<>();
  private boolean agentsConnect = true;

  @BeforeAll
  static void rootIsThere() {
    if (!Privileges.isRoot()) {
      System.err.println("ServicesIT is skipped: namespaces, links and mounts need root");
    }
    Assumptions.assumeTrue(Privileges.isRoot(), "namespaces, links and mounts need root");
    root = CachedRoot.ensure(JavaRuntime.isBorrowed(), System.err::println);
  }

  @BeforeEach
  void script() throws IOException {
    Path java = dist.resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        # $1 is the heap's size, $2 the main class, $3 controller or agent
        echo "$@"
        case $3 in
          controller) echo '{"url":"https://here"}' >/run/drayage/context.json ;;
          agent) [ ! -e /etc/drayage/broken ] || { echo "no such cloud"; exit 1; } ;;
        esac
        exec sleep 1000
        """);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void down() {
    Lab.down(LAB);
  }

  @Test
  void controllerAndAgentsFindTheirConfigurationAndTheLabIsReadyWhenTheyAre() throws IOException {
    Lab lab = up(services());

    assertThat(asked).containsExactly("connect", "token for madrid");
    assertThat(lab.controller().path("/etc/drayage/controller.yaml"))
        .content()
        .contains("subnet: " + lab.subnet().containers())
        .contains("router: /run/drayage/router.netns")
        .contains("address: " + lab.controller().address())
        .contains("{domain: apps.lab.test, primary: " + lab.controller().address());
    assertThat(lab.controller().command("dig", "+short", "ns.apps.lab.test").runOrThrow().stdout())
        .isEqualTo(lab.controller().address() + "\n");
    LabHost madrid = lab.host("madrid");
    assertThat(madrid.path("/etc/drayage/agent.yaml"))
        .content()
        .contains("name: madrid\n", "country: \"ES\"\n", "memory: 512MiB\n")
        .contains("address: " + lab.controller().address())
        .contains("cgroupParent: " + madrid.cgroupParent());
    assertThat(madrid.path("/run/drayage/enrolment-token")).hasContent("secret of madrid");
    assertThat(madrid.log("agent")).content().contains("agent --config /etc/drayage/agent.yaml");
    assertThat(LabStatus.of(lab).hosts()).allMatch(LabStatus.Host::serviceRunning);
    assertThat(LabContexts.find(LAB)).hasContent("{\"url\":\"https://here\"}");
  }

  @Test
  void secretsAreReadableByRootAlone() throws IOException {
    Lab lab = up(services());

    for (Path secret :
        List.of(
            lab.context(),
            lab.controller().path("/run/drayage/credential"),
            lab.controller().path("/run/drayage/dns.key"),
            lab.host("madrid").path("/run/drayage/credential"),
            lab.host("madrid").path("/run/drayage/enrolment-token"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .as(secret.toString())
          .isEqualTo("rw-------");
    }
    assertThat(lab.controller().path("/run/drayage/credential"))
        .content()
        .isNotEqualTo(Files.readString(lab.host("madrid").path("/run/drayage/credential")));
  }

  @Test
  void anAgentThatEndsAtOnceIsReportedWithItsLastWordsAndTheLabIsTakenDownButItsLogs() {
    agentsConnect = false;
    LabServices broken =
        (lab, progress) -> {
          lab.host("madrid").write("/etc/drayage/broken", "");
          services().start(lab, progress);
        };

    assertThatThrownBy(() -> up(broken))
        .isInstanceOf(LabException.class)
        .message()
        .contains("the agent of madrid ended at once: no such cloud")
        .contains("agent.log")
        .doesNotContain("\n");
    assertThat(Lab.names()).doesNotContain(LAB);
    assertThat(new LabPaths(LAB).logs("madrid").resolve("agent.log")).exists();
    assertThatThrownBy(() -> LabContexts.find(LAB)).message().contains("is not up");
  }

  private Services services() {
    return new Services(
        new JavaCommand(dist.resolve("java"), List.of(), List.of(dist)),
        context -> {
          asked.add("connect");
          return new Access();
        });
  }

  private Lab up(LabServices services) {
    DataSize memory = DataSize.parse("512MiB");
    Bandwidth bandwidth = Bandwidth.parse("1Gbit");
    LabSpec spec =
        new LabSpec(
            new ControllerSpec("controller", memory, bandwidth),
            List.of(new HostSpec("madrid", "gcp", "europe-southwest1", "ES", memory, bandwidth)));
    return new LabStart(root, List.of(dist), services, Progress.silent()).up(LAB, spec);
  }

  /** A controller that listens a while after it starts, and sees an agent a while later. */
  private final class Access implements ControllerAccess {
    private int times;

    @Override
    public String createEnrolmentToken(String host) {
      asked.add("token for " + host);
      return "secret of " + host;
    }

    @Override
    public Set<String> hostsUp() {
      times++;
      if (times < 3) {
        throw new ApiException(ApiException.Kind.UNREACHABLE, "not listening yet");
      }
      return times < 5 || !agentsConnect ? Set.of() : Set.of("madrid");
    }

    @Override
    public void close() {}
  }
}
