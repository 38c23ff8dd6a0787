package io.drayage.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.model.container.Publication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyFilesTest {
  private static final Route WEB =
      new Route("web", "10.0.0.1", "web.example.com", new Publication(0, 8080));
  private static final Route REDIS = new Route("kv", "10.0.0.2", "", new Publication(6379, 6380));

  @TempDir private Path directory;

  @Test
  void routesAndHoldsAreInTheMapsAndNotInTheConfiguration() throws IOException {
    ProxyFiles files = files(80, List.of(6379));

    files.write(List.of(WEB, REDIS), Map.of("kv", 1234L));

    assertThat(files.names()).hasContent("web.example.com web|10.0.0.1|8080");
    assertThat(files.ports()).hasContent("6379 kv|10.0.0.2|6380");
    assertThat(files.holds()).hasContent("kv 1234");
    assertThat(Files.readString(files.configuration()))
        .contains("bind :80\n", "bind :6379\n")
        .doesNotContain("10.0.0.", "DIRECTORY", "HTTP_PORT", "TCP_PORTS");
  }

  @Test
  void whatHasNoPortHasNoFrontend() throws IOException {
    ProxyFiles files = files(0, List.of(5432, 6379));

    files.write(List.of(), Map.of());

    assertThat(Files.readString(files.configuration()))
        .doesNotContain("frontend web")
        .contains("bind :5432,:6379\n");
  }

  @Test
  void aRouteCannotWriteALineOfItsOwnIntoAMap() {
    assertThatThrownBy(
            () -> new Route("web", "10.0.0.1", "a.test\nb.test x", new Publication(0, 80)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Route("web", "10.0.0.1|1", "a.test", new Publication(0, 80)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private ProxyFiles files(int http, List<Integer> tcp) {
    return new ProxyFiles(
        directory.resolve("gateway"), new GatewayConfig(Path.of("/usr/sbin/haproxy"), http, tcp));
  }
}
