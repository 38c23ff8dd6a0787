package io.drayage.cli.pca;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.cli.Commands;
import io.drayage.platform.json.Json;
import io.drayage.trust.authority.AuthorityPolicy;
import io.drayage.trust.authority.CertificateAuthority;
import io.drayage.trust.authority.CertificateSubject;
import io.drayage.trust.identity.CertificateRequest;
import io.drayage.trust.identity.PeerIdentity;
import io.drayage.trust.keystore.CertificatePem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The way of docs/policy.md, by the commands themselves. */
class PcaCommandTest {
  private static final String IMAGE = "sha256:" + "ab".repeat(32);

  @TempDir private Path directory;
  private Path pca;
  private Path password;
  private CertificateAuthority enrolment;

  private record Run(int code, String out, String err) {}

  @BeforeEach
  void makeAuthority() throws IOException {
    pca = directory.resolve("acme");
    password = secret("password", "correct horse\n");
    enrolment =
        CertificateAuthority.create(
            directory.resolve("enrolment"),
            "Enrolment",
            "secret".toCharArray(),
            AuthorityPolicy.DEFAULT,
            Clock.systemUTC(),
            _ -> {});
    assertThat(run("pca", "init", "Acme PCA", "--pca", pca.toString(), "--password-file", word()))
        .extracting(Run::code, Run::err)
        .containsExactly(0, "");
  }

  @Test
  void anOperatorLearnsWhyAnEuOnlyContainerMayNotGoToVirginia() throws Exception {
    Path policy = policy();
    Path redis = issue("container", "redis", "--image", IMAGE, "--group", "EU");
    Path frankfurt = issueHost("aws-frankfurt-1", "DE");
    Path virginia = issueHost("aws-virginia-1", "US");

    Run allowed = test(policy, redis, frankfurt);
    Run refused = test(policy, redis, virginia);

    assertThat(allowed.code()).as(allowed.err()).isZero();
    assertThat(allowed.out()).startsWith("ALLOWED: container redis");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out())
        .startsWith("REFUSED: container redis")
        .contains("it stands in United States (US), and container redis may only be in EU")
        .contains("issued by:  CN=Acme PCA attribute issuer 1,O=Drayage PCA")
        .contains("What was not checked:");
  }

  @Test
  void aRevokedCertificateIsRefusedOnceTheListSaysSo() throws Exception {
    Path policy = policy();
    Path redis = issue("container", "redis", "--image", IMAGE, "--group", "EU");
    Path frankfurt = issueHost("aws-frankfurt-1", "DE");
    String serial = String.valueOf(frankfurt.getFileName()).replace(".pem", "");

    Run revoked = pca("revoke", serial, "--reason", "affiliation_changed");

    assertThat(revoked.code()).as(revoked.err()).isZero();
    assertThat(test(policy, redis, frankfurt).out())
        .contains("a certificate that was taken back is refused");
    assertThat(look("list").out()).containsPattern(serial + " +revoked +host");
  }

  @Test
  void aCertificateForAnotherKeyIsRefused() throws Exception {
    Path policy = policy();
    Path redis = issue("container", "redis", "--image", IMAGE, "--group", "EU");
    Path frankfurt = issueHost("aws-frankfurt-1", "DE");
    Path other = tls("aws-virginia-1");

    Run run =
        run(
            "policy",
            "test",
            "--policy",
            policy.toString(),
            "--regulation",
            redis.toString(),
            "--host",
            frankfurt.toString(),
            "--host-certificate",
            other.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("a certificate counts for its holder only");
  }

  @Test
  void whatIsShownCanBeReadByPrograms() throws Exception {
    Path redis = issue("container", "redis", "--image", IMAGE, "--country", "CH,IS");
    String serial = String.valueOf(redis.getFileName()).replace(".pem", "");
    Map<?, ?> shown = Json.read(look("show", serial, "-o", "json").out(), Map.class);

    assertThat(shown.get("says"))
        .isEqualTo("may be in Switzerland (CH), Iceland (IS) and be used by acme");
    assertThat(shown.get("state")).isEqualTo("valid");
    assertThat(shown.get("pem")).isEqualTo(Files.readString(redis));
    assertThat(Json.mapper().readTree(look("list", "-o", "json").out()).size()).isEqualTo(1);
  }

  @Test
  void renewRollAndCrlGiveCertificatesThatCount() throws Exception {
    Path policy = policy();
    Path redis = issue("container", "redis", "--image", IMAGE, "--group", "EU");
    Path old = issueHost("aws-frankfurt-1", "DE");
    String serial = String.valueOf(old.getFileName()).replace(".pem", "");
    assertThat(pca("roll").out()).contains("CN=Acme PCA attribute issuer 2,O=Drayage PCA signs");
    Path renewed = file(pca("renew", serial, "-o", "json"));
    assertThat(pca("crl", "--hours", "12").out()).contains("of CN=Acme PCA attribute issuer 2");

    assertThat(renewed).isNotEqualTo(old);
    assertThat(test(policy, redis, old).code()).isZero();
    assertThat(test(policy, redis, renewed).code()).isZero();
  }

  @Test
  void nothingOfTheAuthorityIsOpenToOthers() throws IOException {
    try (Stream<Path> files = Files.walk(pca)) {
      assertThat(files.toList())
          .hasSizeGreaterThan(4)
          .allSatisfy(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .endsWith("------"));
    }
  }

  @Test
  void badInputIsToldInOneLine() throws IOException {
    Path open = secret("open", "x");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    Path wrong = secret("wrong", "another\n");
    Path host = tls("aws-frankfurt-1");

    refused(1, "has one; name another", pca("init", "Again"));
    refused(1, "There is no authority", run("pca", "list", "--pca", directory.toString()));
    refused(
        1,
        "wrong password",
        run("pca", "crl", "--pca", pca.toString(), "--password-file", wrong.toString()));
    refused(
        1,
        "others may read it",
        run("pca", "crl", "--pca", pca.toString(), "--password-file", open.toString()));
    refused(
        2,
        "'UK' is no country",
        pca(
            "issue",
            "host",
            "h",
            "--certificate",
            host.toString(),
            "--country",
            "UK",
            "--organisation",
            "acme"));
    refused(
        2,
        "'World' is no group",
        pca(
            "issue",
            "container",
            "c",
            "--image",
            IMAGE,
            "--group",
            "World",
            "--organisation",
            "acme"));
    refused(
        2, "is empty", pca("issue", "container", "c", "--image", IMAGE, "--organisation", "acme"));
    refused(
        2,
        "--days is not valid",
        pca(
            "issue",
            "container",
            "c",
            "--image",
            IMAGE,
            "--group",
            "EU",
            "--organisation",
            "acme",
            "--days",
            "0"));
    refused(
        2,
        "no such file",
        pca(
            "issue",
            "host",
            "h",
            "--certificate",
            "/nowhere",
            "--country",
            "DE",
            "--organisation",
            "acme"));
    refused(1, "No certificate has the number 'abc'", pca("revoke", "abc"));
    refused(
        2,
        "no such file",
        run("policy", "test", "--policy", "/nowhere", "--host", word(), "--source", word()));
  }

  private void refused(int code, String why, Run run) {
    assertThat(run.err()).contains(why).hasLineCount(1);
    assertThat(run.code()).isEqualTo(code);
  }

  private Path policy() throws IOException {
    return Files.writeString(
        directory.resolve("policy.yaml"),
        """
        authorities:
          - name: acme
            root: acme/root.pem
            lists: acme/crl.pem
        """);
  }

  private Run test(Path policy, Path regulation, Path host) {
    return run(
        "policy",
        "test",
        "--policy",
        policy.toString(),
        "--container",
        "redis",
        "--image",
        IMAGE,
        "--regulation",
        regulation.toString(),
        "--host",
        host.toString());
  }

  private Path issueHost(String name, String country) throws Exception {
    return issue("host", name, "--certificate", tls(name).toString(), "--country", country);
  }

  private Path issue(String kind, String name, String... more) {
    List<String> arguments = new ArrayList<>(List.of("issue", kind, name));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--organisation", "acme", "-o", "json"));
    return file(pca(arguments.toArray(String[]::new)));
  }

  private static Path file(Run run) {
    assertThat(run.code()).as(run.err()).isZero();
    return Path.of(String.valueOf(Json.read(run.out(), Map.class).get("file")));
  }

  private Path tls(String name) throws IOException {
    var request = CertificateRequest.generate(new PeerIdentity.Host(name));
    var chain = enrolment.issue(request.der(), CertificateSubject.host(name, List.of()));
    return Files.writeString(
        directory.resolve(name + ".tls.pem"), CertificatePem.encode(chain.getFirst()));
  }

  private Path secret(String name, String content) throws IOException {
    Path file = Files.writeString(directory.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private String word() {
    return password.toString();
  }

  /** A command that needs the password. */
  private Run pca(String... arguments) {
    List<String> all = new ArrayList<>(List.of("pca"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--pca", pca.toString(), "--password-file", word()));
    return run(all.toArray(String[]::new));
  }

  /** A command that needs none. */
  private Run look(String... arguments) {
    List<String> all = new ArrayList<>(List.of("pca"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--pca", pca.toString()));
    return run(all.toArray(String[]::new));
  }

  private static Run run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine tree = Commands.tree();
    tree.setOut(new PrintWriter(out));
    tree.setErr(new PrintWriter(err));
    int code = tree.execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }
}
