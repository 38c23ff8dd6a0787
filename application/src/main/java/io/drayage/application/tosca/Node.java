package io.drayage.application.tosca;

import io.drayage.application.document.DocumentException;
import io.drayage.application.document.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A node template.
 *
 * @param type its type's full name
 * @param properties resolved texts; lists and maps as they are
 * @param image what its artifact or its property names; empty for none
 * @param hostedOn the node that it is hosted on
 * @param needs the nodes that it connects to or depends on
 */
record Node(
    String name,
    String type,
    Section section,
    Map<String, Object> properties,
    Optional<String> image,
    Optional<String> hostedOn,
    List<String> needs) {
  /** Reads a template. */
  static Node read(String name, Section section, Inputs inputs) {
    String type =
        section
            .text("type")
            .orElseThrow(() -> section.wrong("type", "it is missing: name the node's type"));
    Map<String, Object> properties = new LinkedHashMap<>();
    section
        .section("properties")
        .ifPresent(all -> {
          for (String key : all.keys()) {
            Object value = all.value(key).orElse("");
            boolean call = value instanceof Map<?, ?> map && map.containsKey("get_input");
            boolean scalar = !(value instanceof Map) && !(value instanceof List);
            properties.put(key, call || scalar ? inputs.resolve(all.path(key), value) : value);
          }
        });
    Optional<String> image =
        Optional.ofNullable(properties.get("image"))
            .map(String::valueOf)
            .or(() -> artifact(section, inputs));
    Optional<String> hostedOn = Optional.empty();
    var needs = new ArrayList<String>();
    for (Requirement requirement : Requirement.all(section)) {
      switch (requirement.kind()) {
        case HOSTED_ON -> hostedOn = Optional.of(requirement.node());
        case NEEDS -> needs.add(requirement.node());
        case OTHER ->
            section.note("requirements." + requirement.name(), "not understood, passed over");
      }
    }
    section.has("description");
    section.has("metadata");
    section.noteIfThere("interfaces", "not honoured: operations are not run, the image holds all");
    return new Node(name, type, section, properties, image, hostedOn, needs);
  }

  private static Optional<String> artifact(Section section, Inputs inputs) {
    Optional<Section> artifacts = section.section("artifacts");
    if (artifacts.isEmpty()) {
      return Optional.empty();
    }
    for (String key : artifacts.get().keys()) {
      Object value = artifacts.get().value(key).orElse("");
      if (value instanceof Map) {
        Section one = artifacts.get().section(artifacts.get().path(key), value);
        String type = one.text("type", "");
        one.has("repository");
        if (type.startsWith("tosca.artifacts.Deployment.Image")) {
          return one.value("file").map(file -> inputs.resolve(one.path("file"), file));
        }
        one.note("type", "not understood, passed over");
      }
    }
    return Optional.empty();
  }

  /** A property as a text. */
  Optional<String> text(String key) {
    Object value = properties.get(key);
    if (value instanceof Map || value instanceof List) {
      throw new DocumentException(
          section.path("properties." + key), "a text or a number belongs here");
    }
    return Optional.ofNullable(value).map(String::valueOf).filter(text -> !text.isEmpty());
  }

  /** What a requirement asks for. */
  private record Requirement(String name, Kind kind, String node) {
    enum Kind {
      HOSTED_ON,
      NEEDS,
      OTHER
    }

    static List<Requirement> all(Section template) {
      var all = new ArrayList<Requirement>();
      int index = 0;
      for (Object element : template.list("requirements")) {
        Section one =
            template.section("%s[%d]".formatted(template.path("requirements"), index), element);
        index++;
        for (String name : one.keys()) {
          all.add(read(one, name));
        }
      }
      return all;
    }

    private static Requirement read(Section owner, String name) {
      Object value = owner.value(name).orElse("");
      String node;
      String relation = name;
      if (value instanceof Map) {
        Section longForm = owner.section(owner.path(name), value);
        node =
            longForm
                .text("node")
                .orElseThrow(() -> longForm.wrong("node", "it is missing: name a node template"));
        Object relationship = longForm.value("relationship").orElse("");
        relation =
            relationship instanceof Map<?, ?> map
                ? String.valueOf(map.get("type"))
                : relationship.toString().isEmpty() ? name : relationship.toString();
        longForm.has("capability");
        longForm.end();
      } else {
        node = String.valueOf(value);
      }
      return new Requirement(name, kind(relation), node);
    }

    private static Kind kind(String relation) {
      String word = relation.substring(relation.lastIndexOf('.') + 1).replace("_", "");
      return switch (word.toLowerCase(Locale.ROOT)) {
        case "host", "hostedon" -> Kind.HOSTED_ON;
        case "connectsto",
            "dependson",
            "dependency",
            "databaseendpoint",
            "endpoint",
            "application" ->
            Kind.NEEDS;
        default -> Kind.OTHER;
      };
    }
  }
}
