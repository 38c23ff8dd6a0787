package io.drayage.runtime.runc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.platform.json.Json;
import io.drayage.runtime.RuntimeFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SeccompProfileTest {
  /** Docker's form, with a rule of each kind that the distribution's file has. */
  private static final String DOCKER =
      """
      {
        "defaultAction": "SCMP_ACT_ERRNO",
        "defaultErrnoRet": 38,
        "archMap": [{"architecture": "SCMP_ARCH_X86_64", "subArchitectures": []}],
        "syscalls": [
          {"names": ["read", "write"], "action": "SCMP_ACT_ALLOW", "args": [],
           "includes": {}, "excludes": {}},
          {"names": ["bdflush"], "action": "SCMP_ACT_ERRNO", "errnoRet": 1, "errno": "EPERM"},
          {"names": ["arm_fadvise64_64"], "action": "SCMP_ACT_ALLOW",
           "includes": {"arches": ["arm", "arm64"]}},
          {"names": ["arch_prctl"], "action": "SCMP_ACT_ALLOW",
           "includes": {"arches": ["amd64", "x32"]}},
          {"names": ["mount", "setns", "unshare"], "action": "SCMP_ACT_ALLOW",
           "includes": {"caps": ["CAP_SYS_ADMIN"]}},
          {"names": ["clone"], "action": "SCMP_ACT_ALLOW",
           "args": [{"index": 0, "value": 2114060288, "valueTwo": 0,
                     "op": "SCMP_CMP_MASKED_EQ"}],
           "excludes": {"caps": ["CAP_SYS_ADMIN"], "arches": ["s390", "s390x"]}},
          {"names": ["clone"], "action": "SCMP_ACT_ALLOW",
           "args": [{"index": 1, "value": 2114060288, "valueTwo": 0,
                     "op": "SCMP_CMP_MASKED_EQ"}],
           "includes": {"arches": ["s390", "s390x"]}},
          {"names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": 38,
           "excludes": {"caps": ["CAP_SYS_ADMIN"]}},
          {"names": ["chroot"], "action": "SCMP_ACT_ALLOW",
           "includes": {"caps": ["CAP_SYS_CHROOT"]}}
        ]
      }
      """;

  @Test
  void containerWithoutSysAdminGetsNeitherMountNorNewNamespaces() {
    Map<String, Object> profile = convert(OciSpec.CAPABILITIES);

    assertThat(allowed(profile))
        .contains("read", "write", "arch_prctl", "chroot", "clone")
        .doesNotContain("mount", "setns", "unshare", "arm_fadvise64_64", "bdflush", "clone3");
    assertThat(rules(profile))
        .filteredOn(rule -> names(rule).contains("clone"))
        .singleElement()
        .satisfies(rule ->
            assertThat(rule.get("args"))
                .isEqualTo(
                    List.of(
                        Map.of(
                            "index", 0L,
                            "value", 2114060288L,
                            "valueTwo", 0L,
                            "op", "SCMP_CMP_MASKED_EQ"))));
    assertThat(rules(profile))
        .filteredOn(rule -> names(rule).contains("clone3"))
        .singleElement()
        .satisfies(rule -> assertThat(rule).containsEntry("errnoRet", 38L));
  }

  @Test
  void capabilityChangesTheRules() {
    Map<String, Object> profile = convert(List.of("CAP_SYS_ADMIN"));

    assertThat(allowed(profile)).contains("mount", "unshare").doesNotContain("clone", "chroot");
  }

  @Test
  void everythingElseIsRefused() {
    Map<String, Object> profile = convert(OciSpec.CAPABILITIES);

    assertThat(profile)
        .containsEntry("defaultAction", "SCMP_ACT_ERRNO")
        .containsEntry("defaultErrnoRet", 38L);
    assertThat(allowed(profile)).noneMatch(name -> name.startsWith("io_uring"));
  }

  @Test
  void missingProfileSaysWhatToInstall() {
    assertThatThrownBy(() -> SeccompProfile.read(Path.of("/no/such/seccomp.json"), List.of()))
        .isInstanceOf(RuntimeFailure.class)
        .hasMessageContaining("/no/such/seccomp.json")
        .hasMessageContaining("install the package golang-github-containers-common");
  }

  private static Map<String, Object> convert(List<String> capabilities) {
    return SeccompProfile.convert(Json.mapper().readTree(DOCKER), capabilities);
  }

  private static Set<String> allowed(Map<String, Object> profile) {
    return rules(profile).stream()
        .filter(rule -> "SCMP_ACT_ALLOW".equals(rule.get("action")))
        .flatMap(rule -> names(rule).stream())
        .collect(Collectors.toSet());
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> rules(Map<String, Object> profile) {
    return (List<Map<String, Object>>) java.util.Objects.requireNonNull(profile.get("syscalls"));
  }

  @SuppressWarnings("unchecked")
  private static List<String> names(Map<String, Object> rule) {
    return (List<String>) java.util.Objects.requireNonNull(rule.get("names"));
  }
}
