package io.drayage.runtime.runc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.platform.json.Json;
import io.drayage.runtime.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OciSpecTest {
  private final JsonNode spec = spec(1L << 20);

  @Test
  void processRunsAsItsUserWithoutPrivilegesToGain() {
    JsonNode process = spec.path("process");

    assertThat(process.path("noNewPrivileges").asBoolean()).isTrue();
    assertThat(process.path("user").path("uid").asLong()).isEqualTo(999);
    assertThat(process.path("user").path("gid").asLong()).isEqualTo(998);
    assertThat(texts(process.path("args"))).containsExactly("redis-server", "--port");
    assertThat(process.path("terminal").asBoolean(true)).isFalse();
  }

  @Test
  void noCapabilityReachesTheHost() {
    JsonNode capabilities = spec.path("process").path("capabilities");

    assertThat(capabilities.propertyNames())
        .containsExactlyInAnyOrder("bounding", "effective", "permitted");
    capabilities.forEach(set ->
        assertThat(texts(set))
            .isNotEmpty()
            .doesNotContain(
                "CAP_NET_ADMIN",
                "CAP_SYS_ADMIN",
                "CAP_SYS_PTRACE",
                "CAP_SYS_MODULE",
                "CAP_SYS_RESOURCE",
                "CAP_DAC_READ_SEARCH",
                "CAP_BPF",
                "CAP_CHECKPOINT_RESTORE"));
  }

  @Test
  void kernelsFilesAreHiddenOrReadOnly() {
    assertThat(texts(spec.path("linux").path("maskedPaths"))).contains("/proc/kcore", "/proc/keys");
    assertThat(texts(spec.path("linux").path("readonlyPaths")))
        .contains("/proc/sys", "/proc/sysrq-trigger");
    JsonNode device = spec.path("linux").path("resources").path("devices").path(0);
    assertThat(device.path("allow").asBoolean(true)).isFalse();
    spec.path("mounts")
        .forEach(mount -> {
          if (!mount.path("type").asString().equals("bind")) {
            assertThat(texts(mount.path("options"))).contains("nosuid", "noexec", "nodev");
          }
        });
  }

  @Test
  void namespacesAreItsOwnAndTheNetworkIsTheOneGiven() {
    var types = new ArrayList<String>();
    spec.path("linux")
        .path("namespaces")
        .forEach(ns -> {
          types.add(ns.path("type").asString());
          if (ns.path("type").asString().equals("network")) {
            assertThat(ns.path("path").asString()).isEqualTo("/run/netns/redis");
          } else {
            assertThat(ns.has("path")).isFalse();
          }
        });
    assertThat(types).containsExactlyInAnyOrder("pid", "ipc", "uts", "mount", "network");
  }

  @Test
  void volumesAreMountedAndTheMemoryIsLimited() {
    assertThat(spec.path("mounts").valueStream().toList())
        .filteredOn(mount -> mount.path("type").asString().equals("bind"))
        .singleElement()
        .satisfies(mount -> {
          assertThat(mount.path("source").asString()).isEqualTo("/data/volumes/db");
          assertThat(mount.path("destination").asString()).isEqualTo("/var/lib/db");
        });
    assertThat(limit(spec)).isEqualTo(1L << 20);
    assertThat(spec(0).path("linux").path("resources").has("memory")).isFalse();
  }

  private static long limit(JsonNode spec) {
    return spec.path("linux").path("resources").path("memory").path("limit").asLong();
  }

  private static JsonNode spec(long memory) {
    var workload =
        new Workload(
            "redis",
            Path.of("/data/redis"),
            Path.of("/run/redis"),
            Path.of("/data/redis/root"),
            List.of("redis-server", "--port"),
            List.of("LANG=C.UTF-8"),
            "/data",
            "999:998",
            List.of(new Workload.HostMount(Path.of("/data/volumes/db"), "/var/lib/db")),
            memory,
            Path.of("/run/netns/redis"),
            "/drayage/redis",
            Path.of("/data/redis/log"));
    return Json.mapper().readTree(Json.write(OciSpec.of(workload, Map.of())));
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }
}
