package io.drayage.agent.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.agent.container.ContainerRecord.Standing;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.container.HealthCheck;
import io.drayage.model.container.HostEntry;
import io.drayage.model.container.Volume;
import io.drayage.protocol.ContainerMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerRecordsTest {
  private @TempDir Path directory;

  @Test
  void recordsSurviveARestartOfTheAgent() {
    ContainerRecord record = record("redis", Standing.EXPECTED);
    records().put(record);
    records().put(record("web", Standing.OWNED));

    assertThat(records().find("redis")).contains(record);
    assertThat(records().all()).containsExactly(record, record("web", Standing.OWNED));
    assertThat(records().find("other")).isEmpty();
  }

  @Test
  void laterRecordReplacesTheEarlierAndLeavesNothingElse() {
    ContainerRecord record = record("redis", Standing.OWNED);
    records().put(record);
    ContainerRecord frozen = record.as(Standing.FROZEN, 8, "m1");
    records().put(frozen);

    assertThat(records().find("redis")).contains(frozen);
    assertThat(records().place("redis").home()).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void whatIsNoContainersDirectoryIsPassedOver() throws IOException {
    records().put(record("redis", Standing.OWNED));
    Path homes = records().place("redis").home().resolveSibling("");
    Files.createDirectory(homes.resolve("lost+found"));
    Files.createFile(homes.resolve(".filler"));
    Files.createDirectory(homes.resolve("empty"));

    assertThat(records().all()).containsExactly(record("redis", Standing.OWNED));
  }

  @Test
  void recordOfAnOlderAgentWithoutLabelsAndHealthCheckIsRead() throws IOException {
    records().put(record("redis", Standing.OWNED));
    Path file = records().place("redis").record();
    String older =
        Files.readString(file)
            .replaceAll(",\"labels\":\\{}", "")
            .replaceAll(",\"health\":null", "");
    Files.writeString(file, older);

    assertThat(older).doesNotContain("labels", "health");
    assertThat(records().find("redis")).contains(record("redis", Standing.OWNED));
  }

  @Test
  void labelsAndHealthCheckAreKept() {
    ContainerSpec plain = record("web", Standing.OWNED).spec();
    var spec =
        new ContainerSpec(
            plain.name(),
            plain.image(),
            plain.layers(),
            plain.command(),
            plain.env(),
            plain.workdir(),
            plain.user(),
            List.of(),
            0,
            plain.address(),
            Map.of("drayage.stateless", "true", "team", "red"),
            Optional.of(new HealthCheck(80, "/health")));
    var record = new ContainerRecord(spec, 3, Standing.STARTED, "m1");

    records().put(record);

    assertThat(records().find("web")).contains(record);
    ContainerSpec named =
        spec.withHosts(List.of(new HostEntry("10.96.128.2", List.of("db", "shop-db-1"))));
    assertThat(ContainerMapping.fromWire(ContainerMapping.toWire(named))).isEqualTo(named);
    assertThat(ContainerMapping.fromWire(ContainerMapping.toWire(spec))).isEqualTo(spec);
    assertThat(ContainerMapping.fromWire(ContainerMapping.toWire(plain))).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../redis", "a/b", "/etc", "A", "a\u0000b", "a.b"})
  void hostileNamesAreRefused(String name) {
    assertThatThrownBy(() -> records().place(name)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> records().find(name)).isInstanceOf(IllegalArgumentException.class);
  }

  private ContainerRecords records() {
    return new ContainerRecords(directory.resolve("data"), directory.resolve("run"));
  }

  private static ContainerRecord record(String name, Standing standing) {
    var spec =
        new ContainerSpec(
            name,
            "sha256:" + "a".repeat(64),
            List.of(),
            List.of("sleep"),
            List.of("A=b=c"),
            "/",
            "0:0",
            List.of(new Volume("data", "/data")),
            0,
            "10.96.128.1");
    return new ContainerRecord(spec, 7, standing, standing == Standing.OWNED ? "" : "m1");
  }
}
