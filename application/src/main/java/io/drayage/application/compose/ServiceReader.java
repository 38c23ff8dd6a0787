package io.drayage.application.compose;

import io.drayage.application.Condition;
import io.drayage.application.Definition;
import io.drayage.application.Dependency;
import io.drayage.application.Service;
import io.drayage.application.document.DocumentException;
import io.drayage.application.document.Section;
import io.drayage.application.document.Surroundings;
import io.drayage.model.container.HealthCheck;
import io.drayage.model.container.HostEntry;
import io.drayage.model.container.Labels;
import io.drayage.model.container.Volume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** One entry of a Compose file's {@code services}. Owned by one thread. */
final class ServiceReader {
  private final String name;
  private final Section section;
  private final Extension extension;
  private final Surroundings surroundings;
  private final Set<String> aliases = new LinkedHashSet<>();
  private final Map<String, Condition> dependencies = new LinkedHashMap<>();

  ServiceReader(String name, Section section, Extension outer, Surroundings surroundings) {
    this.name = name;
    this.section = section;
    this.extension = Extension.read(section, outer);
    this.surroundings = surroundings;
  }

  /**
   * Reads it.
   *
   * @param containers the container's name by its number
   */
  Service read(IntFunction<String> containers) {
    try {
      Limits.refuse(section);
      String image = image();
      names();
      dependencies();
      int replicas = replicas();
      HealthReader.Health health =
          section.section("healthcheck").map(HealthReader::read).orElse(HealthReader.Health.NONE);
      Optional<HealthCheck> check = extension.health().or(health::check);
      if (check.isEmpty()) {
        health
            .command()
            .ifPresent(command ->
                section.note(
                    "healthcheck.test",
                    "not honoured: no command is run in a container; say what to ask by x-drayage: {health-port: PORT, health-path: /PATH}"));
      }
      List<Volume> volumes = VolumeReader.read(section);
      if (!volumes.isEmpty() && replicas > 1 && !extension.perReplicaVolumes()) {
        throw section.wrong(
            "volumes",
            "%d replicas cannot share a volume: write x-drayage: {volumes: per-replica} to give each its own"
                .formatted(replicas));
      }
      List<String> ports = ports();
      var service =
          new Service(
              name,
              new Definition(
                  image,
                  words("entrypoint"),
                  words("command"),
                  environment(),
                  section.text("working_dir", ""),
                  section.text("user", ""),
                  volumes,
                  memory(),
                  labels(),
                  check,
                  regulation(replicas, containers),
                  extraHosts()),
              replicas,
              dependencies.entrySet().stream()
                  .map(entry -> new Dependency(entry.getKey(), entry.getValue()))
                  .toList(),
              List.copyOf(aliases),
              extension.placement(),
              extension.moving(),
              ports,
              health.patienceSeconds());
      Limits.note(section);
      section.end();
      return service;
    } catch (IllegalArgumentException e) {
      throw new DocumentException(section.path(), String.valueOf(e.getMessage()));
    }
  }

  private String image() {
    if (section.has("build")) {
      if (section.text("image").isEmpty()) {
        throw section.wrong(
            "build",
            "Drayage builds no images: build it elsewhere, import it with 'dray image import', and name it by image");
      }
      section.note("build", "not honoured: the imported image is taken as it is");
    }
    return section
        .text("image")
        .orElseThrow(
            () -> section.wrong("image", "it is missing: name one that 'dray image list' shows"));
  }

  private void names() {
    section.text("container_name").ifPresent(aliases::add);
    section
        .text("hostname")
        .ifPresent(host -> {
          aliases.add(host);
          section.note(
              "hostname",
              "inside, the host name is the container's own; the others find it by this one too");
        });
    Object networks = section.value("networks").orElse("");
    if (networks instanceof Map) {
      Section each = section.section(section.path("networks"), networks);
      for (String network : each.keys()) {
        each.section(network)
            .ifPresent(one -> {
              aliases.addAll(one.texts("aliases"));
              one.end();
            });
      }
    }
    section.noteIfThere(
        "networks", "not separated: all containers of the application reach each other");
    section.has("expose");
  }

  private void dependencies() {
    Object value = section.value("depends_on").orElse("");
    if (value instanceof Map) {
      Section each = section.section(section.path("depends_on"), value);
      for (String service : each.keys()) {
        Section one =
            each.section(service)
                .orElseThrow(() -> each.wrong(service, "it is empty: give it a condition"));
        dependencies.put(service, condition(one));
        one.has("required");
        one.noteIfThere("restart", "not honoured: a dependent is not started again");
        one.end();
      }
    } else {
      section.texts("depends_on").forEach(one -> dependencies.put(one, Condition.STARTED));
    }
    for (String link : section.texts("links")) {
      String[] parts = link.split(":", 2);
      dependencies.putIfAbsent(parts[0], Condition.STARTED);
      if (parts.length == 2 && !parts[1].equals(parts[0])) {
        section.note("links", "%s is found by its own name only".formatted(parts[0]));
      }
    }
  }

  private static Condition condition(Section dependency) {
    return switch (dependency.text("condition", "service_started")) {
      case "service_started" -> Condition.STARTED;
      case "service_healthy" -> Condition.HEALTHY;
      case "service_completed_successfully" -> Condition.COMPLETED;
      default ->
          throw dependency.wrong(
              "condition",
              "it is not known: use service_started, service_healthy or service_completed_successfully");
    };
  }

  private int replicas() {
    Optional<Integer> scale = section.number("scale");
    Optional<Section> deploy = section.section("deploy");
    Optional<Integer> replicas = deploy.flatMap(one -> one.number("replicas"));
    if (scale.isPresent() && replicas.isPresent() && !scale.equals(replicas)) {
      throw section.wrong("scale", "deploy.replicas says another number: keep one of them");
    }
    deploy
        .flatMap(one -> one.text("mode"))
        .filter(mode -> !mode.equals("replicated"))
        .ifPresent(mode -> {
          throw section.wrong(
              "deploy.mode", "%s is not there: write replicas and a number".formatted(mode));
        });
    return replicas.or(() -> scale).orElse(1);
  }

  private long memory() {
    Optional<String> limit = section.text("mem_limit");
    Optional<Section> deploy = section.section("deploy");
    if (deploy.isPresent()) {
      Section one = deploy.get();
      one.has("replicas");
      one.has("mode");
      one.noteIfThere("placement", "not understood: say where by x-drayage: {placement: …}");
      Optional<Section> resources = one.section("resources");
      Optional<Section> limits = resources.flatMap(r -> r.section("limits"));
      limit = limit.or(() -> limits.flatMap(l -> l.text("memory")));
      limits.ifPresent(l -> {
        l.noteIfThere("cpus", "not enforced: of resources only the memory limit is");
        l.noteIfThere("pids", "not enforced: of resources only the memory limit is");
        l.end();
      });
      resources.ifPresent(r -> {
        r.noteIfThere("reservations", "not honoured: the memory limit is what is reserved");
        r.end();
      });
      one.noteIfThere("restart_policy", "not honoured yet: a container that ends stays ended");
      one.noteIfThere("update_config", "not honoured: 'dray app apply --recreate' replaces");
      one.end();
    }
    return limit.map(Amounts::bytes).orElse(0L);
  }

  /** A list as it is; a text as a shell splits it. */
  private List<String> words(String key) {
    Object value = section.value(key).orElse("");
    try {
      return value instanceof List ? section.texts(key) : ShellWords.split(section.text(key, ""));
    } catch (IllegalArgumentException e) {
      throw section.wrong(key, String.valueOf(e.getMessage()));
    }
  }

  private List<String> environment() {
    Map<String, String> env = new LinkedHashMap<>();
    int index = 0;
    Object files = section.value("env_file").orElse("");
    for (Object file : files instanceof List<?> list ? list : List.of(files)) {
      String path = "%s[%d]".formatted(section.path("env_file"), index);
      index++;
      if (!"".equals(file)) {
        envFile(path, file, env);
      }
    }
    section
        .pairs("environment")
        .forEach((key, value) ->
            // Without a value it is the user's own, and none when that is not set.
            value.or(() -> surroundings.variable(key)).ifPresent(text -> env.put(key, text)));
    return env.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList();
  }

  private void envFile(String path, Object file, Map<String, String> env) {
    boolean required = true;
    String name = String.valueOf(file);
    if (file instanceof Map) {
      Section one = section.section(path, file);
      name = one.text("path", "");
      required = !one.has("required") || one.flag("required");
      one.end();
    }
    String text;
    try {
      text = surroundings.read(name);
    } catch (DocumentException e) {
      if (!required) {
        return;
      }
      throw new DocumentException(path, String.valueOf(e.getMessage()));
    }
    try {
      env.putAll(EnvFile.parse(text));
    } catch (IllegalArgumentException e) {
      throw new DocumentException(path, "%s: %s".formatted(name, e.getMessage()));
    }
  }

  private Map<String, String> labels() {
    var labels = new TreeMap<String, String>();
    section.pairs("labels").forEach((key, value) -> labels.put(key, value.orElse("")));
    for (String key : List.of(Labels.APPLICATION, Labels.SERVICE, Labels.REPLICA)) {
      if (labels.containsKey(key)) {
        throw section.wrong("labels", "%s is Drayage's own: drop it".formatted(key));
      }
    }
    labels.putAll(extension.labels());
    return labels;
  }

  private List<String> regulation(int replicas, IntFunction<String> containers) {
    if (extension.regulation().isEmpty()) {
      return List.of();
    }
    String file = extension.regulation().get();
    var certificates = new ArrayList<String>();
    boolean each = file.contains("{container}");
    try {
      for (int replica = 1; replica <= (each ? replicas : 1); replica++) {
        certificates.add(
            surroundings.read(
                each ? file.replace("{container}", containers.apply(replica)) : file));
      }
    } catch (DocumentException e) {
      throw section.wrong(Extension.KEY + ".regulation", String.valueOf(e.getMessage()));
    }
    return certificates;
  }

  private List<HostEntry> extraHosts() {
    var hosts = new ArrayList<HostEntry>();
    Object value = section.value("extra_hosts").orElse("");
    if (value instanceof Map) {
      section
          .pairs("extra_hosts")
          .forEach((host, address) -> hosts.add(new HostEntry(address.orElse(""), List.of(host))));
      return hosts;
    }
    for (String text : section.texts("extra_hosts")) {
      String[] parts = text.split("[=:]", 2);
      if (parts.length < 2) {
        throw section.wrong("extra_hosts", "'%s' is none: write NAME=ADDRESS".formatted(text));
      }
      hosts.add(new HostEntry(parts[1].replaceAll("[\\[\\]]", ""), List.of(parts[0])));
    }
    return hosts;
  }

  private List<String> ports() {
    var ports = new ArrayList<String>();
    int index = 0;
    for (Object element : section.list("ports")) {
      if (element instanceof Map) {
        Section one = section.section("%s[%d]".formatted(section.path("ports"), index), element);
        String target =
            one.text("target")
                .orElseThrow(() -> one.wrong("target", "it is missing: write the port inside"));
        String published = one.text("published", "");
        ports.add(
            (published.isEmpty() ? "" : published + ":")
                + target
                + one.text("protocol").map(word -> "/" + word).orElse(""));
      } else {
        ports.add(String.valueOf(element));
      }
      index++;
    }
    if (!ports.isEmpty()) {
      section.note(
          "ports",
          "not published yet: each container has an address of its own, at which every port of it answers");
    }
    return ports;
  }
}
