package io.drayage.application.tosca;

import io.drayage.application.Definition;
import io.drayage.application.Dependency;
import io.drayage.application.Moving;
import io.drayage.application.Placement;
import io.drayage.application.Service;
import io.drayage.application.Spread;
import io.drayage.application.document.DocumentException;
import io.drayage.application.document.Section;
import io.drayage.model.container.HealthCheck;
import io.drayage.model.container.Volume;
import io.drayage.platform.unit.DataSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes a service of a node template that has an image. */
final class NodeReader {
  private static final Set<String> KNOWN =
      Set.of(
          "image",
          "command",
          "environment",
          "env",
          "ports",
          "port",
          "volumes",
          "health_port",
          "health_path",
          "cloud",
          "host",
          "component_version");

  private final Node node;
  private final Inputs inputs;

  NodeReader(Node node, Inputs inputs) {
    this.node = node;
    this.inputs = inputs;
  }

  /** Whether Drayage can ask a node whether it does its work. */
  static boolean hasHealth(Node node) {
    return node.properties().containsKey("health_port");
  }

  Service read(List<Dependency> dependencies, Optional<Section> platform) {
    Section section = node.section();
    for (String key : node.properties().keySet()) {
      if (!KNOWN.contains(key)) {
        section.note("properties." + key, "not understood, passed over");
      }
    }
    List<String> ports = ports();
    try {
      return new Service(
          node.name(),
          new Definition(
              node.image().orElseThrow(),
              List.of(),
              texts("command"),
              env(),
              "",
              "",
              volumes(),
              memory(platform),
              Map.of(),
              health(),
              List.of(),
              List.of()),
          replicas(),
          dependencies,
          List.of(),
          placement(platform),
          Moving.USUAL,
          ports,
          Service.PATIENCE);
    } catch (IllegalArgumentException e) {
      throw new DocumentException(section.path(), String.valueOf(e.getMessage()));
    }
  }

  private Optional<HealthCheck> health() {
    return node.text("health_port")
        .map(port ->
            new HealthCheck(number("health_port", port), node.text("health_path").orElse("")));
  }

  private List<String> ports() {
    var ports = new ArrayList<>(texts("ports"));
    node.text("port").ifPresent(ports::add);
    if (!ports.isEmpty()) {
      node.section()
          .note(
              node.properties().containsKey("ports") ? "properties.ports" : "properties.port",
              "not published yet: each container has an address of its own, at which every port of it answers");
    }
    return ports;
  }

  private List<String> env() {
    var env = new TreeMap<String, String>();
    for (String key : List.of("environment", "env")) {
      if (node.properties().get(key) instanceof Map<?, ?> map) {
        map.forEach((name, value) ->
            env.put(
                String.valueOf(name),
                inputs.resolve(
                    node.section().path("properties." + key), value == null ? "" : value)));
      }
    }
    return env.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList();
  }

  private List<Volume> volumes() {
    return texts("volumes").stream().map(Volume::parse).toList();
  }

  private List<String> texts(String key) {
    Object value = node.properties().get(key);
    if (value instanceof List<?> list) {
      return list.stream()
          .map(one ->
              inputs.resolve(node.section().path("properties." + key), one == null ? "" : one))
          .toList();
    }
    return node.text(key).map(text -> List.of(text.split("\\s+"))).orElse(List.of());
  }

  /** The scalable capability (section 5.5.12), as a container application has it. */
  private int replicas() {
    Optional<Section> capabilities = node.section().section("capabilities");
    Optional<Section> scalable =
        capabilities
            .flatMap(all -> all.section("scalable"))
            .flatMap(one -> one.section("properties"));
    capabilities.ifPresent(all -> {
      for (String key : all.keys()) {
        if (!key.equals("scalable")) {
          all.note(key, "not understood, passed over");
        }
      }
    });
    return scalable
        .flatMap(properties -> {
          Optional<Integer> number =
              properties.number("default_instances").or(() -> properties.number("min_instances"));
          properties.has("max_instances");
          properties.has("min_instances");
          properties.end();
          return number;
        })
        .orElse(1);
  }

  private long memory(Optional<Section> platform) {
    return platform
        .flatMap(one -> one.section("capabilities"))
        .flatMap(all -> all.section("host"))
        .flatMap(host -> host.section("properties"))
        .map(properties -> {
          properties.noteIfThere("num_cpus", "not enforced: of resources only the memory limit is");
          properties.noteIfThere(
              "disk_size", "not enforced: of resources only the memory limit is");
          String size = properties.text("mem_size", "0");
          properties.end();
          return DataSize.parse(size).bytes();
        })
        .orElse(0L);
  }

  private Placement placement(Optional<Section> platform) {
    Optional<Section> properties = platform.flatMap(one -> one.section("properties"));
    var clouds = new ArrayList<>(texts("cloud"));
    var hosts = new ArrayList<>(texts("host"));
    properties.ifPresent(all -> {
      if (clouds.isEmpty()) {
        clouds.addAll(all.texts("cloud"));
      }
      if (hosts.isEmpty()) {
        hosts.addAll(all.texts("host"));
      }
      all.end();
    });
    return new Placement(hosts, clouds, Spread.HOST);
  }

  private int number(String key, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new DocumentException(
          node.section().path("properties." + key), "'%s' is no whole number".formatted(text));
    }
  }
}
