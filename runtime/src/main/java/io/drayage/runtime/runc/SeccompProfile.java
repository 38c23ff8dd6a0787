package io.drayage.runtime.runc;

import io.drayage.platform.json.Json;
import io.drayage.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Docker's default seccomp profile in the OCI runtime form.
 *
 * <p>The profile itself is the distribution's file (package {@code
 * golang-github-containers-common}), which lists system calls under conditions on capability and
 * architecture; here the conditions are decided once. Among what it refuses is io_uring, which CRIU
 * cannot dump.
 */
final class SeccompProfile {
  static final Path DISTRIBUTION_FILE = Path.of("/usr/share/containers/seccomp.json");

  private SeccompProfile() {}

  /**
   * Reads a profile in Docker's form.
   *
   * @param capabilities the container's capabilities, {@code CAP_…}
   */
  static Map<String, Object> read(Path file, List<String> capabilities) {
    try {
      return convert(Json.mapper().readTree(Files.readString(file)), capabilities);
    } catch (IOException e) {
      throw new RuntimeFailure(
          "seccomp profile %s cannot be read (%s): install the package golang-github-containers-common"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  static Map<String, Object> convert(JsonNode docker, List<String> capabilities) {
    var rules = new ArrayList<Map<String, Object>>();
    for (JsonNode rule : docker.path("syscalls")) {
      if (applies(rule, capabilities)) {
        rules.add(rule(rule));
      }
    }
    var profile = new LinkedHashMap<String, Object>();
    profile.put("defaultAction", docker.path("defaultAction").asString());
    copyNumber(docker, profile, "defaultErrnoRet");
    profile.put("architectures", List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"));
    profile.put("syscalls", rules);
    return profile;
  }

  private static boolean applies(JsonNode rule, List<String> capabilities) {
    JsonNode includes = rule.path("includes");
    JsonNode excludes = rule.path("excludes");
    boolean archFits = includes.path("arches").isEmpty() || holds(includes.path("arches"), "amd64");
    boolean archBarred = holds(excludes.path("arches"), "amd64");
    boolean allCapabilities =
        texts(includes.path("caps")).stream().allMatch(capabilities::contains);
    boolean barredCapability =
        texts(excludes.path("caps")).stream().anyMatch(capabilities::contains);
    return archFits && !archBarred && allCapabilities && !barredCapability;
  }

  private static Map<String, Object> rule(JsonNode docker) {
    var rule = new LinkedHashMap<String, Object>();
    rule.put("names", texts(docker.path("names")));
    rule.put("action", docker.path("action").asString());
    copyNumber(docker, rule, "errnoRet");
    var arguments = new ArrayList<Map<String, Object>>();
    for (JsonNode argument : docker.path("args")) {
      arguments.add(
          Map.of(
              "index", argument.path("index").asLong(),
              "value", argument.path("value").asLong(),
              "valueTwo", argument.path("valueTwo").asLong(),
              "op", argument.path("op").asString()));
    }
    if (!arguments.isEmpty()) {
      rule.put("args", arguments);
    }
    return rule;
  }

  private static void copyNumber(JsonNode from, Map<String, Object> to, String key) {
    if (from.path(key).isNumber()) {
      to.put(key, from.path(key).asLong());
    }
  }

  private static boolean holds(JsonNode array, String text) {
    return texts(array).contains(text);
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(element -> texts.add(element.asString()));
    return texts;
  }
}
