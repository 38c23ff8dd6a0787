package io.drayage.application.tosca;

import io.drayage.application.Application;
import io.drayage.application.Condition;
import io.drayage.application.Dependency;
import io.drayage.application.Service;
import io.drayage.application.document.DocumentException;
import io.drayage.application.document.Section;
import io.drayage.application.document.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads the subset of the TOSCA Simple Profile in YAML 1.3 (OASIS, 2020) that a blueprint of a web
 * application needs. A node template with an image is a service; one without an image that is
 * hosted on such a service is part of it; {@code tosca.nodes.Compute} and container runtimes are
 * where services run, and only say where that is to be. {@code hosted_on}, {@code connects_to} and
 * {@code depends_on} make the start order. Pure.
 */
public final class ToscaFile {
  private static final Set<String> VERSIONS =
      Set.of(
          "tosca_simple_yaml_1_0",
          "tosca_simple_yaml_1_1",
          "tosca_simple_yaml_1_2",
          "tosca_simple_yaml_1_3");

  private final Map<String, Node> nodes = new LinkedHashMap<>();

  private ToscaFile() {}

  /**
   * The application that a file describes.
   *
   * @param name what to call it; empty for {@code metadata.template_name}, or else {@code fallback}
   * @throws DocumentException with one line, without the file's name
   */
  public static Application read(String text, Optional<String> name, String fallback) {
    Section root = Section.root(Yaml.read(text, UnaryOperator.identity()));
    String version = root.text("tosca_definitions_version", "");
    if (!VERSIONS.contains(version)) {
      throw root.wrong(
          "tosca_definitions_version",
          "'%s' is not read: write tosca_simple_yaml_1_3".formatted(version));
    }
    root.has("description");
    Optional<String> own =
        root.section("metadata").flatMap(metadata -> metadata.text("template_name"));
    root.noteIfThere("imports", "not followed: only the normative types are known");
    for (String key : new String[] {"node_types", "relationship_types", "data_types"}) {
      root.noteIfThere(key, "not understood: a node is known by its image and its requirements");
    }
    Section topology =
        root.section("topology_template")
            .orElseThrow(
                () -> root.wrong("topology_template", "it is missing: write the nodes below it"));
    topology.has("description");
    Inputs inputs = new Inputs(topology.section("inputs"));
    topology.noteIfThere("outputs", "not honoured: 'dray app show' shows the addresses");
    topology.noteIfThere("policies", "not understood: say where by properties of the node");
    Section templates =
        topology
            .section("node_templates")
            .orElseThrow(
                () -> topology.wrong("node_templates", "it is missing: write the nodes below it"));
    var file = new ToscaFile();
    for (String key : templates.keys()) {
      Section section =
          templates
              .section(key)
              .orElseThrow(() -> templates.wrong(key, "it is empty: give it a type"));
      file.nodes.put(key, Node.read(key, section, inputs));
    }
    try {
      List<Service> services = file.services(inputs);
      topology.end();
      root.end();
      return new Application(name.or(() -> own).orElse(fallback), services, root.notes());
    } catch (IllegalArgumentException e) {
      throw new DocumentException(Objects.requireNonNull(e.getMessage()), e);
    }
  }

  private List<Service> services(Inputs inputs) {
    var services = new ArrayList<Service>();
    for (Node node : nodes.values()) {
      if (node.image().isPresent()) {
        services.add(
            new NodeReader(node, inputs)
                .read(dependencies(node), platform(node).map(Node::section)));
      } else if (isPlatform(node)) {
        node.section().has("capabilities");
      } else if (service(node).isEmpty()) {
        throw new DocumentException(
            node.section().path(),
            "it has no image, and is hosted on no node that has one: give it the property image");
      } else {
        node.section()
            .note(
                "type", "part of %s: its image must hold it".formatted(service(node).get().name()));
      }
      node.section().end();
    }
    return services;
  }

  /** What a service's node, and every part of it, needs of other services. */
  private List<Dependency> dependencies(Node node) {
    var needed = new LinkedHashSet<String>();
    for (Node part : nodes.values()) {
      if (service(part).filter(node::equals).isPresent()) {
        var all = new ArrayList<>(part.needs());
        part.hostedOn().ifPresent(all::add);
        for (String name : all) {
          service(require(part, name))
              .filter(other -> !other.equals(node))
              .ifPresent(other -> needed.add(other.name()));
        }
      }
    }
    return needed.stream()
        .map(name ->
            new Dependency(
                name,
                NodeReader.hasHealth(Objects.requireNonNull(nodes.get(name)))
                    ? Condition.HEALTHY
                    : Condition.STARTED))
        .toList();
  }

  /** The node with an image that a node is, or is hosted on. */
  private Optional<Node> service(Node node) {
    Node at = node;
    for (int steps = 0; steps <= nodes.size(); steps++) {
      if (at.image().isPresent()) {
        return Optional.of(at);
      }
      if (at.hostedOn().isEmpty()) {
        return Optional.empty();
      }
      at = require(at, at.hostedOn().get());
    }
    throw new DocumentException(
        node.section().path("requirements"), "it is hosted on itself in the end: break the circle");
  }

  /** The machine, or the runtime, that a service is hosted on. */
  private Optional<Node> platform(Node node) {
    return node.hostedOn().map(host -> require(node, host)).filter(ToscaFile::isPlatform);
  }

  private static boolean isPlatform(Node node) {
    return node.image().isEmpty()
        && (node.type().endsWith(".Compute")
            || node.type().equals("Compute")
            || node.type().endsWith("Container.Runtime"));
  }

  private Node require(Node from, String name) {
    Node node = nodes.get(name);
    if (node == null) {
      throw new DocumentException(
          from.section().path("requirements"),
          "node %s is not among the node_templates: add it, or drop the requirement"
              .formatted(name));
    }
    return node;
  }
}
