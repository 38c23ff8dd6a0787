package io.drayage.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.platform.config.ConfigException;
import io.drayage.platform.config.ConfigFile;
import io.drayage.transfer.track.TrackerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentConfigTest {
  private static final String REQUIRED =
      """
      name: a
      cloud: c
      region: r
      country: "DE"
      address: 10.0.0.1
      memory: 1GiB
      controller: {address: 10.0.0.2, port: 7443}
      credential: /run/credential
      """;

  private static AgentConfig parse(String more) {
    return ConfigFile.parse(REQUIRED + more, "agent.yaml", AgentConfig.class);
  }

  @Test
  void leavesTheTrackerToTheKernelWhereNoneIsNamed() {
    assertThat(parse("").tracker()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void takesTheTrackerThatIsNamed(TrackerKind kind) {
    assertThat(parse("tracker: " + kind.word()).tracker()).contains(kind);
  }

  @Test
  void tellsWhichTrackersThereAre() {
    assertThatThrownBy(() -> parse("tracker: guess"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "agent.yaml:9: tracker: 'guess' is not one of soft-dirty, write-protect, content-hash");
  }
}
