package io.drayage.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.drayage.platform.unit.Bandwidth;
import io.drayage.platform.unit.DataSize;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabFileTest {
  private static final String CLOUDS =
      """
      clouds:
        - name: gcp
          regions: [{name: madrid, country: ES}]
        - name: fast
          bandwidth: 10Gbit
          regions: [{name: oslo, country: NO}]
      """;

  @Test
  void theDefaultLabHasAControllerAndThreeHostsOfTwoCloudsInThreeCountries() {
    LabSpec spec = LabFile.readDefault();

    assertThat(spec.controller().name()).isEqualTo("controller");
    assertThat(spec.hosts())
        .extracting(HostSpec::name, HostSpec::cloud, HostSpec::region, HostSpec::country)
        .containsExactly(
            tuple("gcp-madrid-1", "gcp", "europe-southwest1", "ES"),
            tuple("aws-frankfurt-1", "aws", "eu-central-1", "DE"),
            tuple("aws-virginia-1", "aws", "us-east-1", "US"));
    assertThat(spec.machines())
        .allSatisfy(machine -> {
          assertThat(machine.memory()).isEqualTo(DataSize.parse("4GiB"));
          assertThat(machine.bandwidth()).isEqualTo(Bandwidth.parse("1Gbit"));
        });
  }

  @Test
  void aHostTakesItsOwnBandwidthBeforeItsCloudsAndThatBeforeTheDefault() {
    LabSpec spec =
        parse(
            """
            defaults: {bandwidth: 2Gbit, memory: 1GiB}
            hosts:
              - {name: a, cloud: fast, region: oslo, bandwidth: 100Mbit, memory: 512MiB}
              - {name: b, cloud: fast, region: oslo}
              - {name: c, cloud: gcp, region: madrid}
            """);

    assertThat(spec.hosts())
        .extracting(host -> host.bandwidth().toString(), host -> host.memory().toString())
        .containsExactly(
            tuple("100Mbit", "512MiB"), tuple("10Gbit", "1GiB"), tuple("2Gbit", "1GiB"));
  }

  @Test
  void norwayIsACountryAndNotAnAnswer() {
    assertThat(parse("hosts: [{name: a, cloud: fast, region: oslo}]").hosts().getFirst().country())
        .isEqualTo("NO");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          hosts: [{name: a, cloud: gcp, region: madrid, colour: red}]         | colour
          hosts: [{name: a, cloud: gcp, region: madrid}, {name: a, cloud: gcp, region: madrid}] | host a is there twice
          hosts: [{name: controller, cloud: gcp, region: madrid}]             | host controller is there twice
          hosts: [{name: A_b, cloud: gcp, region: madrid}]                    | 'A_b' is not valid
          hosts: [{name: a, cloud: azure, region: madrid}]                    | there is no cloud azure; choose from gcp, fast
          hosts: [{name: a, cloud: gcp, region: paris}]                       | there is no region paris; choose from madrid
          hosts: [{name: a, cloud: gcp, region: madrid, bandwidth: quick}]    | 'quick' is not a bandwidth
          hosts: [{name: a, cloud: gcp, region: madrid, bandwidth: 1kbit}]    | out of range
          hosts: [{name: a, cloud: gcp, region: madrid, memory: 1MiB}]        | too little
          hosts: [{name: a, cloud: gcp, region: madrid, memory: lots}]        | 'lots' is not a data size
          hosts: [{name: a, cloud: gcp}]                                      | region
          hosts: []                                                           | no host
          hosts: 7                                                            | hosts
          hosts: [                                                            | YAML
          """)
  void aMistakeIsOneLineThatNamesTheFileAndTheMistake(String yaml, String said) {
    assertThatThrownBy(() -> parse(yaml))
        .message()
        .startsWith("lab.yaml")
        .contains(said)
        .doesNotContain("\n");
  }

  @Test
  void anUnknownCountryIsRefused() {
    assertThatThrownBy(() ->
            LabFile.parse(
                "lab.yaml",
                "clouds: [{name: c, regions: [{name: r, country: XX}]}]\n"
                    + "hosts: [{name: a, cloud: c, region: r}]"))
        .message()
        .contains("'XX' is not a country");
  }

  @Test
  void moreHostsThanAddressesAreRefused() {
    String hosts =
        IntStream.rangeClosed(1, 127)
            .mapToObj(i -> "{name: h" + i + ", cloud: gcp, region: madrid}")
            .collect(Collectors.joining(", "));

    assertThatThrownBy(() -> parse("hosts: [" + hosts + "]"))
        .message()
        .contains("127 hosts are too many");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> LabFile.read(Path.of("/no/such/lab.yaml")))
        .message()
        .contains("/no/such/lab.yaml")
        .contains("no such file");
  }

  private static LabSpec parse(String hosts) {
    return LabFile.parse("lab.yaml", CLOUDS + hosts);
  }
}
