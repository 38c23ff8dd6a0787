package io.drayage.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.platform.unit.Bandwidth;
import io.drayage.platform.unit.DataSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
  enum Cloud {
    AWS,
    GCP
  }

  record Endpoint(@Default("127.0.0.1") String address, int port) {
    Endpoint {
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
      }
    }
  }

  record Host(
      String name,
      Cloud cloud,
      @Default("512MiB") DataSize memory,
      Optional<Bandwidth> link,
      @Default("30s") Duration lease,
      @Default("[]") List<String> tags,
      @Default("false") boolean spare,
      Optional<Path> data,
      Endpoint controller) {}

  private static final String GOOD =
      """
      # one host
      name: madrid
      cloud: gcp
      memory: 2GiB
      link: 1Gbit
      lease: 250ms
      tags: [a, b]
      spare: true
      data: /var/lib/drayage
      controller:
        address: 10.0.0.1
        port: 7400
      """;

  @Test
  void bindsEveryKindOfValue() {
    assertThat(ConfigFile.parse(GOOD, "host.yaml", Host.class))
        .isEqualTo(
            new Host(
                "madrid",
                Cloud.GCP,
                DataSize.ofMebibytes(2048),
                Optional.of(new Bandwidth(1_000_000_000)),
                Duration.ofMillis(250),
                List.of("a", "b"),
                true,
                Optional.of(Path.of("/var/lib/drayage")),
                new Endpoint("10.0.0.1", 7400)));
  }

  @Test
  void leavesOutWhatHasADefaultOrIsOptional() {
    var host =
        ConfigFile.parse("name: x\ncloud: aws\ncontroller: {port: 1}\n", "host.yaml", Host.class);

    assertThat(host)
        .isEqualTo(
            new Host(
                "x",
                Cloud.AWS,
                DataSize.ofMebibytes(512),
                Optional.empty(),
                Duration.ofSeconds(30),
                List.of(),
                false,
                Optional.empty(),
                new Endpoint("127.0.0.1", 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          memory: 2GiB  | memroy: 2GiB  | host.yaml:4: unknown key memroy; known here: cloud, controller, data, lease, link, memory, name, spare, tags
          memory: 2GiB  | memory: lots  | host.yaml:4: memory: 'lots' is not a data size; write it like 512MiB, 2GiB or a number of bytes
          link: 1Gbit   | link: fast    | host.yaml:5: link: 'fast' is not a bandwidth; write it like 1Gbit or 100Mbit
          cloud: gcp    | cloud: azure  | host.yaml:3: cloud: 'azure' is not one of aws, gcp
          lease: 250ms  | lease: soon   | host.yaml:6: lease: 'soon' is not a duration; write it like 250ms, 30s, 5m or 2h
          spare: true   | spare: maybe  | host.yaml:8: spare: this must be true or false
          port: 7400    | port: many    | host.yaml:12: controller.port: this must be a whole number
          port: 7400    | port: 70000   | a port is 1 to 65535, not 70000
          'tags: [a, b]'  | tags: {a: b}  | host.yaml:7: tags: this must be a list
          cloud: gcp    | 'name: again' | host.yaml:3: not valid YAML: Duplicate Object property "name"; mend it there
          cloud: gcp    | 'cloud: "GCP' | not valid YAML
          """)
  void errorsNameFileLineKeyAndCureInOneLine(String good, String bad, String expected) {
    assertThatThrownBy(() -> ConfigFile.parse(GOOD.replace(good, bad), "host.yaml", Host.class))
        .isInstanceOf(ConfigException.class)
        .message()
        .contains(expected)
        .startsWith("host.yaml:")
        .hasLineCount(1);
  }

  @Test
  void missingKeysAreNamedWithTheirBlock() {
    assertThatThrownBy(
            () -> ConfigFile.parse(GOOD.replace("  port: 7400\n", ""), "host.yaml", Host.class))
        .hasMessageContaining("the key controller.port is missing");
    assertThatThrownBy(
            () -> ConfigFile.parse(GOOD.replace("name: madrid\n", ""), "host.yaml", Host.class))
        .hasMessageContaining("the key name is missing");
  }

  @Test
  void emptyFileMissesItsFirstKey() {
    assertThatThrownBy(() -> ConfigFile.parse("# nothing\n", "host.yaml", Host.class))
        .hasMessageContaining("the key name is missing");
  }

  @Test
  void listInPlaceOfTheWholeIsRefused() {
    assertThatThrownBy(() -> ConfigFile.parse("- a\n", "host.yaml", Host.class))
        .hasMessageContaining(
            "host.yaml:1: the file as a whole: this must be a block of keys (name");
  }

  @Test
  void fileThatIsNotThereIsNamed(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("host.yaml");
    assertThatThrownBy(() -> ConfigFile.read(file, Host.class))
        .isInstanceOf(ConfigException.class)
        .hasMessage(file + ": no such file; create it or name another");

    Files.writeString(file, GOOD);
    assertThat(ConfigFile.read(file, Host.class).name()).isEqualTo("madrid");
  }
}
