package io.drayage.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drayage.lab.host.Cgroups;
import io.drayage.lab.host.LabHost;
import io.drayage.lab.host.Marks;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.LabPaths;
import io.drayage.lab.machine.ProcessId;
import io.drayage.lab.machine.Progress;
import io.drayage.lab.net.MachineLinks;
import io.drayage.lab.root.CachedRoot;
import io.drayage.lab.service.JavaRuntime;
import io.drayage.lab.spec.ControllerSpec;
import io.drayage.lab.spec.HostSpec;
import io.drayage.lab.spec.LabSpec;
import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import io.drayage.platform.unit.Bandwidth;
import io.drayage.platform.unit.DataSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real namespaces, real links, no agents: what the kernel does, and that nothing of it is left. */
class LabIT {
  private static final String ID = UUID.randomUUID().toString().substring(0, 8);
  private static final String ONE = "it-" + ID + "-one";
  private static final String TWO = "it-" + ID + "-two";
  private static Path root = Path.of("unset");

  @BeforeAll
  static void rootIsThere() {
    boolean isRoot = System.getProperty("user.name").equals("root");
    if (!isRoot) {
      System.err.println("LabIT is skipped: namespaces, links and mounts need root");
    }
    Assumptions.assumeTrue(isRoot, "namespaces, links and mounts need root");
    root = CachedRoot.ensure(JavaRuntime.isBorrowed(), System.err::println);
  }

  @AfterEach
  void down() {
    Lab.down(ONE);
    Lab.down(TWO);
  }

  @Test
  void twoLabsCoexistAndTheirHostsReachEachOtherWithinALabOnly() {
    Lab one = up(ONE);
    Lab two = up(TWO);

    assertThat(one.subnet()).isNotEqualTo(two.subnet());
    assertThat(run(one.host("madrid"), "hostname")).isEqualTo("madrid");
    ping(one.host("madrid"), one.host("virginia").address());
    ping(one.controller(), "madrid");
    ping(one.host("madrid"), one.subnet().machineAddress());
    ping(two.host("virginia"), two.host("madrid").address());
    assertThat(
            one.host("madrid")
                .command("ping", "-c1", "-W1", two.host("madrid").address())
                .run()
                .succeeded())
        .isFalse();
    assertThat(reach(one.host("madrid").address())).isTrue();

    assertThat(Lab.down(ONE)).isTrue();
    assertNothingIsLeftOf(ONE);
    ping(two.host("virginia"), two.host("madrid").address());
  }

  @Test
  void aHostHasARootOfItsOwnAndItsDiskIsNoOverlay(@TempDir Path shared) throws IOException {
    Files.writeString(shared.resolve("jar"), "content");
    Lab lab =
        new LabStart(root, List.of(shared), LabServices.none(), Progress.silent()).up(ONE, spec());
    LabHost madrid = lab.host("madrid");

    run(madrid, "touch", "/etc/only-here");
    assertThat(lab.host("virginia").path("/etc/only-here")).doesNotExist();
    assertThat(root.resolve("etc/only-here")).doesNotExist();
    assertThat(run(madrid, "stat", "-f", "-c", "%T", "/")).isEqualTo("overlayfs");
    assertThat(run(madrid, "stat", "-f", "-c", "%T", "/var/lib/drayage"))
        .isNotEqualTo("overlayfs")
        .isNotEqualTo("tmpfs");
    assertThat(run(madrid, "stat", "-f", "-c", "%T", "/run/drayage")).isEqualTo("tmpfs");
    assertThat(run(madrid, "cat", shared + "/jar")).isEqualTo("content");
    assertThat(madrid.command("touch", shared + "/jar").run().succeeded()).isFalse();
    assertThat(run(lab.controller(), "stat", "-f", "-c", "%T", "/run/drayage/router.netns"))
        .isEqualTo("nsfs");
    assertThat(run(madrid, "criu", "--version")).startsWith("Version: 4.");
  }

  @Test
  void theControllersHostCanSendAContainersAddressToAnyHost() {
    Lab lab = up(ONE);
    String address = lab.subnet().containers().replace(".0/17", ".77");
    for (String host : List.of("madrid", "virginia")) {
      run(lab.host(host), "ip", "addr", "add", address + "/32", "dev", "lo");
    }
    for (int place = 2; place <= 3; place++) {
      run(
          lab.controller(),
          "nsenter",
          "--net=/run/drayage/router.netns",
          "ip",
          "route",
          "replace",
          address + "/32",
          "via",
          lab.subnet().address(place));
      assertThat(reach(address)).isTrue();
      ping(lab.controller(), address);
    }
  }

  @Test
  void aServiceRunsOnWithoutItsStarterAndInTheHostsCgroup() throws IOException {
    Lab lab = up(ONE);
    LabHost madrid = lab.host("madrid");

    madrid.start("ticker", List.of("sh", "-c", "echo started; exec sleep 1000"));

    await().untilAsserted(() -> assertThat(madrid.log("ticker")).content().contains("started"));
    assertThat(madrid.isRunning("ticker")).isTrue();
    assertThat(run(madrid, "sh", "-c", "ls -l /proc/$(cat /run/drayage/ticker.pid)/fd | wc -l"))
        .as("stdin, stdout, stderr and the total")
        .isEqualTo("4");
    String pid = Files.readString(madrid.path("/run/drayage/ticker.pid")).strip();
    assertThat(madrid.path("/proc/" + pid + "/cgroup"))
        .content()
        .contains(madrid.cgroupParent() + "/_host");
    madrid.signal("ticker", "KILL");
    await().until(() -> !madrid.isRunning("ticker"));

    madrid.restart("ticker");
    assertThat(madrid.isRunning("ticker")).isTrue();
    assertThatThrownBy(() -> madrid.restart("tocker")).message().contains("never had a service");
  }

  @Test
  void anExitCodeIsPassedOn() {
    assertThat(up(ONE).host("madrid").command("sh", "-c", "exit 42").run().exit()).isEqualTo(42);
  }

  @Test
  void thePipeLimitIsRaisedWhileALabIsUpAndPutBackAfterTheLast() {
    long before = pipeLimit();
    boolean alone = Lab.names().isEmpty();

    up(ONE);
    assertThat(pipeLimit()).isGreaterThanOrEqualTo(67_108_864);
    Lab.down(ONE);

    if (alone) {
      assertThat(pipeLimit()).isEqualTo(before);
    } else {
      assertThat(pipeLimit()).as("another lab is up").isGreaterThanOrEqualTo(67_108_864);
    }
  }

  @Test
  void aNameIsTakenOnce() {
    up(ONE);

    assertThatThrownBy(() -> up(ONE))
        .isInstanceOf(LabException.class)
        .message()
        .contains("is up already")
        .doesNotContain("\n");
    assertThatThrownBy(() -> Lab.open(ONE).host("paris")).message().contains("choose from");
  }

  @Test
  void aStepThatFailsIsUndone() {
    LabServices broken =
        (lab, progress) -> {
          throw new LabException("the controller does not start");
        };

    assertThatThrownBy(
            () -> new LabStart(root, List.of(), broken, Progress.silent()).up(ONE, spec()))
        .hasMessage("the controller does not start");

    assertNothingIsLeftOf(ONE);
  }

  @Test
  void downTwiceIsHarmless() {
    up(ONE);

    assertThat(Lab.down(ONE)).isTrue();
    assertThat(Lab.down(ONE)).isFalse();
  }

  @Test
  void downWorksAfterAHostsInitWasKilled() {
    Lab lab = up(ONE);
    lab.host("madrid").init().kill();
    lab.router().orElseThrow().init().kill();

    Lab.down(ONE);

    assertNothingIsLeftOf(ONE);
  }

  @Test
  void downWorksWithAHalfWrittenState() throws IOException {
    up(ONE);
    Path state = new LabPaths(ONE).state();
    Files.writeString(state, Files.readString(state).substring(0, 20));

    assertThatThrownBy(() -> up(ONE)).message().contains("did not end well");
    Lab.down(ONE);

    assertNothingIsLeftOf(ONE);
  }

  @Test
  void downWorksWhenAllRecordsAreLost() {
    Lab lab = up(ONE);
    List<ProcessId> inits = Marks.initsOf(ONE);
    assertThat(inits).hasSize(4).contains(lab.host("madrid").init());
    Subprocess.of("rm", "-rf", new LabPaths(ONE).run().toString()).runOrThrow();

    assertThat(Lab.names()).contains(ONE);
    Lab.down(ONE);

    assertNothingIsLeftOf(ONE);
  }

  @Test
  void downWorksAfterTheStarterWasKilledInTheMiddle() throws Exception {
    RunningProcess starter =
        Subprocess.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                StuckStart.class.getName(),
                root.toString(),
                ONE)
            .discardOutput()
            .start();
    await().atMost(Duration.ofMinutes(1)).until(() -> !Marks.initsOf(ONE).isEmpty());
    assertThatThrownBy(() -> Lab.down(ONE)).message().contains("is bringing lab " + ONE + " up");
    starter.kill();

    assertThatThrownBy(() -> up(ONE)).message().contains("did not end well");
    assertThat(Lab.down(ONE)).isTrue();

    assertNothingIsLeftOf(ONE);
  }

  @Test
  void downRemovesContainersThatAreFrozen() {
    Lab lab = up(ONE);
    LabHost madrid = lab.host("madrid");
    run(
        madrid,
        "sh",
        "-c",
        """
        set -e
        if [ -d /sys/fs/cgroup/freezer ]; then
          group=/sys/fs/cgroup/freezer%1$s/container; state=freezer.state; frozen=FROZEN
        else
          group=/sys/fs/cgroup%1$s/container; state=cgroup.freeze; frozen=1
        fi
        mkdir "$group"
        sleep 1000 >/dev/null 2>&1 &
        # Not before it has let go of this shell's output.
        until grep -qx sleep /proc/$!/comm; do :; done
        echo $! >"$group/cgroup.procs"
        echo "$frozen" >"$group/$state"
        """
            .formatted(madrid.cgroupParent()));

    Lab.down(ONE);

    assertNothingIsLeftOf(ONE);
  }

  private static Lab up(String name) {
    return new LabStart(root, List.of(), LabServices.none(), Progress.silent()).up(name, spec());
  }

  private static long pipeLimit() {
    return Long.parseLong(
        Subprocess.of("cat", "/proc/sys/fs/pipe-max-size").runOrThrow().stdout().strip());
  }

  static LabSpec spec() {
    DataSize memory = DataSize.parse("512MiB");
    Bandwidth bandwidth = Bandwidth.parse("100Mbit");
    return new LabSpec(
        new ControllerSpec("controller", memory, bandwidth),
        List.of(
            new HostSpec("madrid", "gcp", "europe-southwest1", "ES", memory, bandwidth),
            new HostSpec("virginia", "aws", "us-east-1", "US", memory, bandwidth)));
  }

  private static void ping(LabHost from, String address) {
    run(from, "ping", "-c1", "-W5", address);
  }

  private static boolean reach(String address) {
    try {
      return java.net.InetAddress.getByName(address).isReachable(5000);
    } catch (IOException e) {
      return false;
    }
  }

  private static String run(LabHost host, String... command) {
    return host.command(command).runOrThrow().stdout().strip();
  }

  private static void assertNothingIsLeftOf(String lab) {
    LabPaths paths = new LabPaths(lab);
    assertThat(Marks.processesOf(lab)).isEmpty();
    assertThat(MachineLinks.byLab()).doesNotContainKey(lab);
    assertThat(new Cgroups(lab).exist()).isFalse();
    assertThat(paths.run()).doesNotExist();
    assertThat(paths.disks()).doesNotExist();
    assertThat(Path.of("/proc/mounts")).content().doesNotContain(lab);
    assertThat(Subprocess.of("ip", "netns").runOrThrow().stdout()).doesNotContain(lab);
    assertThat(Subprocess.of("ps", "-eo", "args").runOrThrow().stdout()).doesNotContain(lab);
  }
}
