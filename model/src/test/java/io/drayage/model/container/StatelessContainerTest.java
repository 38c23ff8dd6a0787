package io.drayage.model.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatelessContainerTest {
  private static final Map<String, String> STATELESS = Map.of("drayage.stateless", "true");
  private static final Optional<HealthCheck> CHECK = Optional.of(new HealthCheck(80, ""));

  @Test
  void labelledOneWithACheckAndWithoutVolumesMayMoveStateless() {
    assertThat(spec(List.of(), STATELESS, CHECK).stateless()).isTrue();
    assertThat(spec(List.of(), STATELESS, CHECK).obstacleToStatelessMove()).isEmpty();
  }

  @Test
  void labelIsRefusedWhereItCannotBeKept() {
    assertThatThrownBy(() -> spec(List.of(), STATELESS, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("web has no health check", "--health-port");
    assertThatThrownBy(() -> spec(List.of(new Volume("data", "/data")), STATELESS, CHECK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("web has volumes");
  }

  @Test
  void unlabelledOneMayHaveVolumesAndIsToldWhyItCannotMoveStateless() {
    ContainerSpec spec = spec(List.of(new Volume("data", "/data")), Map.of(), CHECK);

    assertThat(spec.stateless()).isFalse();
    assertThat(spec.obstacleToStatelessMove().orElse("")).contains("web has volumes");
    assertThat(spec(List.of(), Map.of("drayage.stateless", "false"), CHECK).stateless()).isFalse();
  }

  @Test
  void labelsAreReadAndSortedAndTheLastOfAKeyWins() {
    assertThat(Labels.parse(List.of("b=1", "a=x=y", "b=", "io.x/team-a=red")))
        .containsExactly(
            Map.entry("a", "x=y"), Map.entry("b", ""), Map.entry("io.x/team-a", "red"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "=a",
        "a b=1",
        "-a=1",
        "a=\n",
        "a=\u0000",
        "ä=1",
        "drayage.stateless=yes"
      })
  void labelOfAnotherFormIsRefused(String text) {
    assertThatThrownBy(() -> Labels.parse(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65536})
  void portThatIsNoneIsRefused(int port) {
    assertThatThrownBy(() -> new HealthCheck(port, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"health", "/a b", "/a\r\nHost: x", "/\u0000", "/ä", "http://x/"})
  void pathThatWouldBreakTheRequestIsRefused(String path) {
    assertThatThrownBy(() -> new HealthCheck(80, path))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ContainerSpec spec(
      List<Volume> volumes, Map<String, String> labels, Optional<HealthCheck> health) {
    return new ContainerSpec(
        "web",
        "sha256:" + "a".repeat(64),
        List.of(),
        List.of("web"),
        List.of(),
        "/",
        "",
        volumes,
        0,
        "10.96.128.1",
        labels,
        health);
  }
}
