package io.drayage.application.compose;

import io.drayage.application.Moving;
import io.drayage.application.Moving.Manner;
import io.drayage.application.Placement;
import io.drayage.application.Spread;
import io.drayage.application.document.Section;
import io.drayage.model.container.HealthCheck;
import io.drayage.model.container.Labels;
import io.drayage.model.migration.Mode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code x-drayage} says of a service, over what it says of the whole file.
 *
 * @param labels that follow from it
 * @param regulation file of the attribute certificate; {@code {container}} in it stands for each
 *     container's name
 * @param perReplicaVolumes whether each replica may have volumes of its own
 */
record Extension(
    Placement placement,
    Moving moving,
    Map<String, String> labels,
    Optional<HealthCheck> health,
    Optional<String> regulation,
    boolean perReplicaVolumes) {
  static final String KEY = "x-drayage";

  static final Extension NONE =
      new Extension(
          Placement.ANYWHERE, Moving.USUAL, Map.of(), Optional.empty(), Optional.empty(), false);

  /** Reads the extension of a service, or of the whole file. */
  static Extension read(Section owner, Extension outer) {
    Optional<Section> found = owner.section(KEY);
    if (found.isEmpty()) {
      return outer;
    }
    Section section = found.get();
    try {
      var extension =
          new Extension(
              placement(section, outer.placement()),
              moving(section, outer.moving()),
              labels(section, outer.labels()),
              health(section).or(outer::health),
              section.text("regulation").or(outer::regulation),
              perReplicaVolumes(section, outer.perReplicaVolumes()));
      section.end();
      return extension;
    } catch (IllegalArgumentException e) {
      throw owner.wrong(KEY, String.valueOf(e.getMessage()));
    }
  }

  private static Placement placement(Section section, Placement outer) {
    Optional<Section> found = section.section("placement");
    if (found.isEmpty()) {
      return outer;
    }
    Section placement = found.get();
    var read =
        new Placement(
            placement.texts("host"),
            placement.texts("cloud"),
            word(placement, "spread", Spread.class, outer.spread()));
    placement.end();
    return read;
  }

  private static Moving moving(Section section, Moving outer) {
    return new Moving(
        section.text("mode").map(Mode::parse).orElse(outer.mode()),
        section.number("priority").orElse(outer.priority()),
        word(section, "move", Manner.class, outer.manner()));
  }

  private static Map<String, String> labels(Section section, Map<String, String> outer) {
    var labels = new TreeMap<String, String>(outer);
    section.text("dns-name").ifPresent(name -> labels.put(Labels.DNS_NAME, name));
    if (section.has("stateless")) {
      labels.put(Labels.STATELESS, Boolean.toString(section.flag("stateless")));
    }
    return labels;
  }

  private static Optional<HealthCheck> health(Section section) {
    Optional<Integer> port = section.number("health-port");
    String path = section.text("health-path", "");
    if (port.isEmpty() && !path.isEmpty()) {
      throw section.wrong("health-path", "it has no port to ask: give health-port too");
    }
    return port.map(number -> new HealthCheck(number, path));
  }

  private static boolean perReplicaVolumes(Section section, boolean outer) {
    return section
        .text("volumes")
        .map(word -> {
          if (!word.equals("per-replica")) {
            throw section.wrong("volumes", "'%s' is not known: write per-replica".formatted(word));
          }
          return true;
        })
        .orElse(outer);
  }

  private static <E extends Enum<E>> E word(
      Section section, String key, Class<E> type, E otherwise) {
    Optional<String> word = section.text(key);
    for (E one : type.getEnumConstants()) {
      if (word.equals(Optional.of(one.name().toLowerCase(Locale.ROOT).replace('_', '-')))) {
        return one;
      }
    }
    if (word.isPresent()) {
      throw section.wrong(
          key,
          "'%s' is not known: use %s"
              .formatted(
                  word.get(),
                  String.join(
                      ", ",
                      Arrays.stream(type.getEnumConstants())
                          .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                          .toList())));
    }
    return otherwise;
  }
}
