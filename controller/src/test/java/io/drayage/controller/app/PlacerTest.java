package io.drayage.controller.app;

import static io.drayage.controller.app.Services.host;
import static io.drayage.controller.app.Services.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.application.Placement;
import io.drayage.application.Service;
import io.drayage.application.Spread;
import io.drayage.controller.request.RequestException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacerTest {
  private static final long GIB = 1L << 30;
  private static final List<Candidate> HOSTS =
      List.of(
          host("gcp-1", "gcp", 4 * GIB), host("gcp-2", "gcp", 2 * GIB), host("aws-1", "aws", GIB));

  @Test
  void replicasAreSpreadOverHosts() {
    assertThat(place(service("api", 4))).containsExactly("gcp-1", "gcp-2", "aws-1", "gcp-1");
  }

  @Test
  void replicasAreSpreadOverCloudsWhereThatIsWished() {
    var wish = new Placement(List.of(), List.of(), Spread.CLOUD);

    assertThat(place(service("api", 4, wish, 0)))
        .containsExactly("gcp-1", "aws-1", "gcp-2", "aws-1");
  }

  @Test
  void replicasThatStandAreCounted() {
    var placer = new Placer(HOSTS, (service, replica, host) -> Optional.empty());
    placer.count("api", "gcp-1");
    placer.count("api", "gcp-2");

    assertThat(placer.place(service("api", 3), 3)).isEqualTo("aws-1");
  }

  @Test
  void wishesForHostsAndCloudsAreKept() {
    var aws = new Placement(List.of(), List.of("aws"), Spread.HOST);
    var one = new Placement(List.of("gcp-2"), List.of(), Spread.HOST);

    assertThat(place(service("api", 2, aws, 0))).containsExactly("aws-1", "aws-1");
    assertThat(place(service("api", 2, one, 0))).containsExactly("gcp-2", "gcp-2");
  }

  @Test
  void memoryThatIsPromisedIsNotPromisedAgain() {
    assertThat(place(service("api", 3, Placement.ANYWHERE, 2 * GIB)))
        .containsExactly("gcp-1", "gcp-2", "gcp-1");
    assertThatThrownBy(() -> place(service("api", 4, Placement.ANYWHERE, 2 * GIB)))
        .isInstanceOf(RequestException.class)
        .hasMessageContainingAll("replica 4", "gcp-1 has 0 MiB free", "aws-1 has 1024 MiB free");
  }

  @Test
  void theNextBestHostIsTakenWhereTheLawRefuses() {
    Law onlyAws =
        (service, replica, host) ->
            host.startsWith("aws") ? Optional.empty() : Optional.of("it stands abroad");

    assertThat(new Placer(HOSTS, onlyAws).place(service("api", 1), 1)).isEqualTo("aws-1");
    assertThatThrownBy(() -> new Placer(HOSTS.subList(0, 2), onlyAws).place(service("api", 1), 1))
        .hasMessageContaining("gcp-1 is refused by the policy: it stands abroad");
  }

  @Test
  void aHostThatCannotRunContainersGetsNone() {
    var down = new Candidate("a", "gcp", GIB, 0, false);

    assertThatThrownBy(() ->
            new Placer(List.of(down), (service, replica, host) -> Optional.empty())
                .place(service("api", 1), 1))
        .hasMessageContaining("a cannot run containers now");
  }

  private static List<String> place(Service service) {
    var placer = new Placer(HOSTS, (one, replica, host) -> Optional.empty());
    return IntStream.rangeClosed(1, service.replicas())
        .mapToObj(replica -> placer.place(service, replica))
        .toList();
  }
}
