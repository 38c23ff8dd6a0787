package io.drayage.cli.e2e;

import static io.drayage.cli.e2e.TestLab.A;
import static io.drayage.cli.e2e.TestLab.B;
import static io.drayage.cli.e2e.TestLab.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.lab.host.LabHost;
import io.drayage.lab.law.PacketCounter;
import io.drayage.trust.attribute.Attributes;
import io.drayage.trust.attribute.Attributes.HostPlace;
import io.drayage.trust.attribute.Attributes.Regulation;
import io.drayage.trust.attribute.ContainerBinding;
import io.drayage.trust.attribute.Holder;
import io.drayage.trust.attribute.OrganisationCode;
import io.drayage.trust.country.CountryCode;
import io.drayage.trust.country.CountryList;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.KeyFingerprint;
import io.drayage.trust.pca.AuthorityTimes;
import io.drayage.trust.pca.PrivacyAuthority;
import io.drayage.trust.pca.RevocationReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Moves under a policy: agents that stand in Spain, Germany and the United States, and say so. */
@ExtendWith(TestLab.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PolicyIT {
  private static final String CONTROLLER_FILE = "/etc/drayage/controller.yaml";
  private static final String AGENT_FILE = "/etc/drayage/agent.yaml";
  private static final Map<String, String> COUNTRIES = Map.of(A, "ES", B, "DE", C, "US");
  private static final TreeSet<OrganisationCode> ACME =
      new TreeSet<>(List.of(new OrganisationCode("acme")));
  private static final String POLICY =
      """
      authorities:
        - name: acme
          root: root.pem
          lists: crl.pem
      """;

  /** Answers each question with the content of a file. */
  private static final String HOOK =
      """
      use IO::Socket::INET;
      my $server = IO::Socket::INET->new(
        LocalAddr => "127.0.0.1:8181", Listen => 9, ReuseAddr => 1) or die $!;
      while (my $client = $server->accept) {
        my ($length, $question) = (0, "");
        while (<$client>) { $length = $1 if /^content-length: (\\d+)/i; last if /^\\r?\\n/; }
        read $client, $question, $length;
        open my $file, "<", "/etc/drayage/answer"; my $answer = join "", <$file>; close $file;
        print $client "HTTP/1.1 200 OK\\r\\nConnection: close\\r\\nContent-Length: ",
          length($answer), "\\r\\n\\r\\n", $answer;
        close $client;
      }
      """;

  private static final Map<String, String> SERIALS = new HashMap<>();
  private static final Map<LabHost, String> BEFORE = new LinkedHashMap<>();

  private static @TempDir Path directory;
  private static PrivacyAuthority pca;

  @BeforeAll
  static void setThePolicy() throws IOException {
    pca =
        PrivacyAuthority.create(
            directory.resolve("pca"), "pca", password(), AuthorityTimes.DEFAULT, Clock.systemUTC());
    for (String name : COUNTRIES.keySet()) {
      LabHost host = TestLab.host(name);
      PrivacyAuthority.Issued issued =
          issue(
              new Holder.Key(KeyFingerprint.of(identity(host).certificate())),
              new HostPlace(new CountryCode(COUNTRIES.getOrDefault(name, "")), ACME));
      SERIALS.put(name, issued.entry().serial());
      host.write("/etc/drayage/place.pem", issued.credential().pem());
      configure(host, AGENT_FILE, "place: /etc/drayage/place.pem\n", "agent");
    }
    LabHost controller = TestLab.controller();
    controller.write("/etc/drayage/root.pem", Files.readString(pca.rootFile()));
    publish();
    controller.write("/etc/drayage/policy.yaml", POLICY);
    configure(controller, CONTROLLER_FILE, "policy: /etc/drayage/policy.yaml\n", "controller");
    awaitHosts();
  }

  @AfterAll
  static void putBack() {
    BEFORE.forEach((host, text) -> {
      boolean controller = text.contains("grpc:");
      host.write(controller ? CONTROLLER_FILE : AGENT_FILE, text);
      restart(host, controller ? "controller" : "agent");
    });
    awaitHosts();
  }

  @Test
  void aContainerForEuropeGoesToFrankfurtAndNeverToVirginia() throws Exception {
    run("european");
    var lawful = TestLab.dray("policy", "test", "european", "--to", B);
    assertThat(lawful.exit()).as(lawful.stderr()).isZero();
    assertThat(lawful.stdout()).startsWith("ALLOWED: container european from host " + A);
    var unlawful = TestLab.dray("policy", "test", "european", "--to", C);
    assertThat(unlawful.exit()).as(unlawful.stderr()).isEqualTo(1);
    assertThat(unlawful.stdout())
        .startsWith("REFUSED: container european")
        .contains("may only be in EU", "written in: certificate", "issued by:");
    long connections = connectionsTakenIn(C);
    var packets = PacketCounter.start(TestLab.host(C), TestLab.host(A), Clock.systemUTC());

    var refused = TestLab.dray("migrate", "european", "--to", C);

    assertThat(refused.exit()).as(refused.stderr()).isNotZero();
    assertThat(refused.stderr().lines().filter(line -> line.startsWith("dray: ")))
        .singleElement()
        .asString()
        .contains("it stands in United States (US)", "may only be in EU");
    assertThat(connectionsTakenIn(C))
        .as("TCP connections that Virginia took in")
        .isEqualTo(connections);
    assertThat(packets.packets()).as("packets between Madrid and Virginia").isZero();
    assertThat(TestLab.json("migrations").valueStream())
        .filteredOn(move -> move.path("container").asString().equals("european"))
        .as("moves, each with the count of what its stream sent")
        .isEmpty();
    assertThat(TestLab.traces("european", C)).isEmpty();
    assertThat(TestLab.copies("european")).containsExactly(A);

    var lawfulPackets = PacketCounter.start(TestLab.host(B), TestLab.host(A), Clock.systemUTC());
    assertThat(TestLab.json("migrate", "european", "--to", B).path("state").asString())
        .isEqualTo("MIGRATED");
    assertThat(lawfulPackets.packets()).as("packets, by the same count").isPositive();
    assertThat(TestLab.copies("european")).containsExactly(B);
    TestLab.succeed("rm", "--force", "european");
  }

  @Test
  void aContainerForEuropeIsNotEvenStartedInVirginia() throws Exception {
    Path regulation = regulation("misplaced");

    var refused =
        TestLab.dray(
            "run",
            "--host",
            C,
            "--name",
            "misplaced",
            "--regulation",
            regulation.toString(),
            "redis",
            "--",
            "redis-server");

    assertThat(refused.exit()).as(refused.stdout()).isNotZero();
    assertThat(refused.stderr())
        .contains("The policy refuses to start it there", "may only be in EU");
    assertThat(TestLab.json("ps").valueStream())
        .noneMatch(container -> container.path("name").asString().equals("misplaced"));
    assertThat(TestLab.traces("misplaced", C)).isEmpty();
    assertThat(TestLab.json("audit", "show", "--container", "misplaced").valueStream())
        .extracting(entry -> entry.path("kind").asString())
        .containsOnly("verdict-refused");
  }

  /** The last one: Frankfurt cannot be moved to any more. */
  @Test
  @Order(Integer.MAX_VALUE)
  void aDestinationThatIsRevokedDuringTheCopyGetsNothingToKeep() throws Exception {
    run("revoked");
    var move =
        CompletableFuture.supplyAsync(
            () -> TestLab.dray("migrate", "revoked", "--to", B, "--bandwidth", "2Mbit"));
    try {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> move.isDone() || !TestLab.traces("revoked", B).isEmpty());

      var _ =
          pca.revoke(SERIALS.getOrDefault(B, ""), RevocationReason.AFFILIATION_CHANGED, password());
      publish();

      assertThat(move.join().exit()).as(move.join().stderr()).isEqualTo(1);
      assertThat(move.join().stderr()).contains("host " + B, "stays on " + A);
      assertThat(TestLab.copies("revoked")).containsExactly(A);
      assertThat(TestLab.traces("revoked", B)).isEmpty();
    } finally {
      TestLab.succeed("rm", "--force", "revoked");
    }
  }

  @Test
  void anOrganisationsOwnPolicyForbidsWhatTheRulesAllow() throws Exception {
    LabHost controller = TestLab.controller();
    run("asked");
    controller.write("/etc/drayage/hook.pl", HOOK);
    controller.write(
        "/etc/drayage/policy.yaml",
        POLICY + "external: {url: 'http://127.0.0.1:8181/v1/data/drayage/allow', timeout: 5s}\n");
    try {
      assertThat(refusal("asked")).contains("it gave no valid answer, so nothing moves");

      controller.write(
          "/etc/drayage/answer", "{\"result\": {\"allow\": false, \"reason\": \"month's end\"}}");
      controller.start("hook", List.of("perl", "/etc/drayage/hook.pl"));
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> assertThat(refusal("asked")).contains("it forbids this move: month's end"));
      assertThat(TestLab.copies("asked")).containsExactly(A);

      controller.write("/etc/drayage/answer", "{\"result\": true}");
      assertThat(TestLab.json("migrate", "asked", "--to", B).path("state").asString())
          .isEqualTo("MIGRATED");
    } finally {
      controller.write("/etc/drayage/policy.yaml", POLICY);
      controller.signal("hook", "KILL");
      TestLab.succeed("rm", "--force", "asked");
    }
  }

  @Test
  void whatWasDecidedIsInTheAuditLogAndOneAlteredByteIsFound() throws Exception {
    run("audited");
    assertThat(TestLab.dray("migrate", "audited", "--to", C).exit()).isNotZero();
    TestLab.succeed("migrate", "audited", "--to", B);
    TestLab.succeed("rm", "--force", "audited");

    assertThat(TestLab.json("audit", "show", "--container", "audited").valueStream())
        .extracting(entry -> entry.path("kind").asString())
        .containsSubsequence(
            "container-started",
            "verdict-refused",
            "verdict-allowed",
            "permit-issued",
            "verdict-allowed",
            "move-committed",
            "container-removed");
    TestLab.succeed("audit", "verify");
    Path copy = Files.createDirectory(directory.resolve("audit"));
    Path log = TestLab.controller().path("/var/lib/drayage/audit");
    try (Stream<Path> files = Files.list(log)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(String.valueOf(file.getFileName())));
      }
    }
    String offline = copy.toString();
    TestLab.succeed("audit", "verify", "--directory", offline);
    Path newest;
    try (Stream<Path> files = Files.list(copy)) {
      newest = files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList().getLast();
    }
    String text = Files.readString(newest);
    Files.writeString(newest, text.replaceFirst("may only be in EU", "may only be in US"));

    var altered = TestLab.dray("audit", "verify", "--directory", offline);

    assertThat(altered.exit()).as(altered.stderr()).isEqualTo(1);
    assertThat(altered.stdout()).startsWith("BROKEN: " + newest.getFileName() + ":");
    assertThat(altered.stdout()).contains("was altered: its hash is not that of its content");
  }

  private static String refusal(String container) {
    var refused = TestLab.dray("migrate", container, "--to", B);
    assertThat(refused.exit()).as(refused.stdout()).isNotZero();
    return refused.stderr();
  }

  /** Starts a container that may be in the European Union only. */
  private static void run(String name) throws IOException {
    var _ = TestLab.run(name, A, "--regulation", regulation(name).toString());
  }

  private static Path regulation(String name) throws IOException {
    String image =
        TestLab.json("image", "ls")
            .valueStream()
            .filter(one -> one.path("name").asString().equals("redis"))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asString();
    return Files.writeString(
        directory.resolve(name + ".pem"),
        issue(
                new Holder.Container(new ContainerBinding(name, image).digest()),
                new Regulation(CountryList.of(List.of(), List.of("EU")), ACME))
            .credential()
            .pem());
  }

  private static PrivacyAuthority.Issued issue(Holder holder, Attributes attributes) {
    return pca.issue(
        new PrivacyAuthority.Request(
            "any", holder, attributes, Duration.ofDays(30), Optional.empty()),
        password());
  }

  private static void publish() throws IOException {
    LabHost controller = TestLab.controller();
    // As operators are told to: whoever reads it meanwhile finds the old one or the new one.
    controller.write("/etc/drayage/crl.new", Files.readString(pca.listsFile()));
    controller.command("mv", "/etc/drayage/crl.new", "/etc/drayage/crl.pem").runOrThrow();
  }

  private static void configure(LabHost host, String file, String more, String service)
      throws IOException {
    String before = Files.readString(host.path(file));
    BEFORE.put(host, before);
    host.write(file, before + more);
    restart(host, service);
  }

  private static void restart(LabHost host, String service) {
    host.signal(service, "KILL");
    if (service.equals("controller")) {
      await().atMost(Duration.ofSeconds(30)).until(() -> !host.isRunning(service));
    }
    host.restart(service);
  }

  private static Identity identity(LabHost host) throws IOException {
    char[] password = Files.readString(host.path("/run/drayage/credential")).strip().toCharArray();
    return Identity.load(host.path("/var/lib/drayage/identity.p12"), password);
  }

  private static void awaitHosts() {
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() ->
            assertThat(TestLab.json("hosts").valueStream())
                .filteredOn(host -> host.path("state").asString().equals("UP"))
                .hasSizeGreaterThanOrEqualTo(COUNTRIES.size()));
  }

  /** The kernel's count of TCP connections that were made to a host (RFC 4022). */
  private static long connectionsTakenIn(String name) {
    List<String> lines =
        TestLab.host(name)
            .command("cat", "/proc/net/snmp")
            .runOrThrow()
            .stdout()
            .lines()
            .filter(line -> line.startsWith("Tcp:"))
            .toList();
    int column = List.of(lines.getFirst().split(" ", -1)).indexOf("PassiveOpens");
    return Long.parseLong(lines.get(1).split(" ", -1)[column]);
  }

  private static char[] password() {
    return "correct horse".toCharArray();
  }
}
