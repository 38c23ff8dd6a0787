package io.drayage.trust.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.drayage.platform.config.ConfigException;
import io.drayage.platform.json.Json;
import io.drayage.trust.TestAuthority;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.keystore.CertificatePem;
import io.drayage.trust.policy.Explanation;
import io.drayage.trust.policy.PolicyFile;
import io.drayage.trust.policy.Rule;
import io.drayage.trust.policy.Scene;
import io.drayage.trust.policy.Verdict;
import io.drayage.trust.tls.MutualTls;
import io.drayage.trust.tls.PeerRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A policy that is asked over HTTP, and servers that answer in all manners. */
class ExternalPolicyTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @TempDir Path directory;
  private Scene scene;
  private Optional<HttpServer> server = Optional.empty();

  @BeforeEach
  void begin() {
    scene = new Scene(directory);
  }

  @AfterEach
  void end() {
    ended.countDown();
    server.ifPresent(one -> one.stop(0));
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"result\": true}",
        "{\"result\": {\"allow\": true}}",
        "{\"decision_id\": \"1\", \"result\": {\"allow\": true, \"reason\": \"fine\", \"more\": []}}"
      })
  void allowsWhatItAllows(String answer) throws IOException {
    Verdict verdict = decide(serve(200, answer));

    assertThat(verdict).isInstanceOf(Verdict.Allowed.class);
    assertThat(verdict.reasons())
        .last()
        .satisfies(finding -> {
          assertThat(finding.rule()).isEqualTo(Rule.EXTERNAL);
          assertThat(finding.subject()).startsWith("external policy http://127.0.0.1:");
          assertThat(finding.text()).contains("it allows this move");
        });
  }

  @Test
  void refusesWhatItForbidsAndTellsWhy() throws IOException {
    String url = serve(200, "{\"result\": {\"allow\": false, \"reason\": \"end of\\nquarter\"}}");

    assertThat(refusal(url))
        .isEqualTo(
            "external policy %s: it forbids this move: end of quarter; ask who keeps that policy"
                .formatted(url));
  }

  @Test
  void refusesWhatItForbidsWithoutAReason() throws IOException {
    assertThat(refusal(serve(200, "{\"result\": false}"))).contains("it forbids this move; ask");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "true",
        "[true]",
        "{\"result\": \"true\"}",
        "{\"result\": 1}",
        "{\"result\": null}",
        "{\"result\": {}}",
        "{\"result\": {\"allow\": \"yes\"}}",
        "{\"result\": {\"allowed\": true}}",
        "{\"result\": true",
        "<html>true</html>"
      })
  void refusesAnAnswerThatSaysNothing(String answer) throws IOException {
    assertThat(refusal(serve(200, answer)))
        .contains("it gave no valid answer, so nothing moves", "has no 'result'");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 400, 401, 404, 500, 503})
  void refusesAnotherStatus(int status) throws IOException {
    assertThat(refusal(serve(status, "{\"result\": true}"))).contains("status " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int status) throws IOException {
    String elsewhere = serve(200, "{\"result\": true}");
    HttpServer first = server.orElseThrow();
    String url =
        serve(exchange -> {
          exchange.getResponseHeaders().add("Location", elsewhere);
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    try {
      assertThat(refusal(url)).contains("redirects are not followed");
      assertThat(asked).as("questions to the other address").isEmpty();
    } finally {
      first.stop(0);
    }
  }

  @Test
  void refusesWhenNoAnswerComesInTime() throws IOException {
    String url = serve(exchange -> await());

    assertThat(refusal(url, "timeout: 100ms")).contains("none within 100 ms");
  }

  /** A time-out for the headers alone would wait for ever here. */
  @Test
  void refusesWhenTheAnswerDoesNotEndInTime() throws IOException {
    String url =
        serve(exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("{\"result\": true".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          await();
        });

    assertThat(refusal(url, "timeout: 200ms")).contains("none within 200 ms");
  }

  @Test
  void refusesAnAnswerThatIsTooLarge() throws IOException {
    String url = serve(200, "{\"result\": true}" + " ".repeat(64 * 1024));

    assertThat(refusal(url)).contains("it gave no valid answer");
  }

  @Test
  void refusesWhenNobodyListens() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(refusal("http://127.0.0.1:%d/v1".formatted(port))).contains("Connect");
  }

  @Test
  void isAskedAboutNothingThatTheRulesForbid() throws IOException {
    var policy = policy(serve(200, "{\"result\": true}"), "");
    var toVirginia = scene.to(Scene.host(scene.virginia, scene.inVirginia));

    Verdict verdict =
        PolicyDecision.decide(
            policy, toVirginia, new Occasion("admission", Optional.empty()), scene.clock);

    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void isToldWhatWasVerified() throws IOException {
    var _ = decide(serve(200, "{\"result\": true}"));

    assertThat(asked).hasSize(1);
    JsonNode input = Json.mapper().readTree(asked.getFirst()).path("input");
    assertThat(input.path("moment").asString()).isEqualTo("commit");
    assertThat(input.path("migration").asString()).isEqualTo("m1");
    assertThat(input.path("container").path("name").asString()).isEqualTo("redis");
    assertThat(input.path("container").path("regulation").path("groups").toString())
        .isEqualTo("[\"EU\"]");
    assertThat(input.path("source").path("country").asString()).isEqualTo("ES");
    assertThat(input.path("destination").path("name").asString()).isEqualTo("aws-frankfurt-1");
    assertThat(input.path("destination").path("country").asString()).isEqualTo("DE");
    assertThat(input.path("destination").path("organisations").toString()).isEqualTo("[\"acme\"]");
    assertThat(input.path("certificates").size()).isEqualTo(3);
  }

  @Test
  void showsItsTokenFromAFile() throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "s3cret\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));

    assertThat(decide(serve(200, "{\"result\": true}"), "token: token"))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(authorizations).containsExactly("Bearer s3cret");
  }

  @Test
  void refusesWithATokenThatOthersMayRead() throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "s3cret\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(refusal(serve(200, "{\"result\": true}"), "token: token"))
        .contains("others may read it")
        .doesNotContain("s3cret");
    assertThat(asked).isEmpty();
  }

  @Test
  void speaksTlsWithAServerOfTheOperatorsAuthority() throws IOException {
    String url = serveTls(TestAuthority.controller(scene.enrolment, "policy"));

    assertThat(decide(url, "ca: ca.pem")).isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void refusesAServerOfAnotherAuthority() throws IOException {
    String url =
        serveTls(TestAuthority.controller(TestAuthority.create(directory, scene.clock), "policy"));

    assertThat(refusal(url, "ca: ca.pem")).contains("SSLHandshake");
    assertThat(refusal(url, "")).contains("SSLHandshake");
    assertThat(asked).isEmpty();
  }

  @Test
  void refusesAnAuthorityThatCannotBeRead() throws IOException {
    assertThat(refusal("https://127.0.0.1:1/", "ca: gone.pem"))
        .contains("Cannot use the authority in", "gone.pem");
  }

  @Test
  void isARuleInTheExplanation() throws IOException {
    String url = serve(200, "{\"result\": {\"allow\": false, \"reason\": \"freeze\"}}");
    var question = scene.to(Scene.host(scene.frankfurt, scene.inFrankfurt));

    assertThat(Explanation.of(question, decide(url)))
        .contains(
            "REFUSED: container redis from host gcp-madrid-1 to host aws-frankfurt-1",
            "The rule: what the organisation's own policy does not allow stays where it is.",
            "  - external policy %s: it forbids this move: freeze.".formatted(url));
  }

  @Test
  void keepsTheQueryToItself() throws IOException {
    assertThat(refusal(serve(500, "") + "?key=s3cret")).doesNotContain("s3cret");
  }

  @Test
  void givesNoVerdictToWhoeverIsInterrupted() throws IOException {
    String url = serve(exchange -> await());
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> decide(url)).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://policy.example/v1",
        "http://127.0.0.1.example/v1",
        "http://10.0.0.1/v1",
        "https://user:word@policy.example/v1",
        "ftp://127.0.0.1/",
        "policy.example",
        "https:///v1",
        "https://policy example/"
      })
  void refusesAnAddressThatIsNotSafe(String url) {
    assertThatThrownBy(() -> policy(url, ""))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("policy.yaml")
        .hasMessageContaining("external");
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeout: 9ms", "timeout: 31s", "timeout: soon", "retries: 3"})
  void refusesSettingsThatMakeNoSense(String more) {
    assertThatThrownBy(() -> policy("https://policy.example/v1", more))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("external");
  }

  private String refusal(String url) throws IOException {
    return refusal(url, "");
  }

  private String refusal(String url, String more) throws IOException {
    Verdict verdict = decide(url, more);
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    return verdict instanceof Verdict.Refused refused ? refused.inWords() : "";
  }

  private Verdict decide(String url) throws IOException {
    return decide(url, "");
  }

  private Verdict decide(String url, String more) throws IOException {
    return PolicyDecision.decide(
        policy(url, more),
        scene.to(Scene.host(scene.frankfurt, scene.inFrankfurt)),
        new Occasion("commit", Optional.of("m1")),
        scene.clock);
  }

  private PolicyFile.Loaded policy(String url, String more) throws IOException {
    Files.writeString(directory.resolve("ca.pem"), CertificatePem.encode(scene.madrid.authority()));
    Path file =
        Files.writeString(
            directory.resolve("policy.yaml"),
            """
            authorities:
              - name: pca
                root: pca/root.pem
                lists: pca/crl.pem
            targets: [drayage:controller:main]
            external:
              url: '%s'
              %s
            """
                .formatted(url, more));
    return PolicyFile.load(file);
  }

  private String serve(int status, String answer) throws IOException {
    return serve(exchange -> answer(exchange, status, answer));
  }

  private void answer(HttpExchange exchange, int status, String answer) throws IOException {
    try (exchange) {
      asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      authorizations.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, status == 204 || bytes.length == 0 ? -1 : bytes.length);
      if (status != 204) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private String serve(HttpHandler handler) throws IOException {
    return start(HttpServer.create(loopback(), 0), handler, "http");
  }

  private String serveTls(Identity identity) throws IOException {
    HttpsServer made = HttpsServer.create(loopback(), 0);
    made.setHttpsConfigurator(
        new HttpsConfigurator(new MutualTls(identity).context(PeerRule.anyHost())));
    return start(made, exchange -> answer(exchange, 200, "{\"result\": true}"), "https");
  }

  private String start(HttpServer made, HttpHandler handler, String scheme) {
    made.createContext("/", handler);
    made.setExecutor(threads);
    made.start();
    server = Optional.of(made);
    return "%s://127.0.0.1:%d/v1/data/drayage/allow".formatted(scheme, made.getAddress().getPort());
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void await() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
