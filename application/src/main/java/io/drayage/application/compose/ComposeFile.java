package io.drayage.application.compose;

import io.drayage.application.Application;
import io.drayage.application.Condition;
import io.drayage.application.Dependency;
import io.drayage.application.Service;
import io.drayage.application.document.DocumentException;
import io.drayage.application.document.Section;
import io.drayage.application.document.Surroundings;
import io.drayage.application.document.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads files of the Compose Specification (github.com/compose-spec/compose-spec), with {@code
 * x-drayage} for what it lacks. Pure but for its {@link Surroundings}.
 */
public final class ComposeFile {
  private ComposeFile() {}

  /**
   * The application that a file describes.
   *
   * @param name what to call it; empty for the file's own name, or else {@code fallback}
   * @param profiles those whose services are wanted
   * @throws DocumentException with one line, without the file's name
   */
  public static Application read(
      String text,
      Optional<String> name,
      String fallback,
      Set<String> profiles,
      Surroundings surroundings) {
    Section root = Section.root(Yaml.read(text, new Interpolation(surroundings)::apply));
    root.has("version");
    root.refuseIfThere("include", "it is not followed: write the services into one file");
    String application = name.or(() -> root.text("name")).orElse(fallback);
    root.has("name");
    Extension extension = Extension.read(root, Extension.NONE);
    volumes(root);
    networks(root);
    for (String key : List.of("secrets", "configs")) {
      root.noteIfThere(key, "not understood, passed over");
    }
    Section services =
        root.section("services")
            .orElseThrow(() ->
                new DocumentException("services", "it is missing: write what is to run below it"));
    var read = new ArrayList<Service>();
    for (String key : services.keys()) {
      Section section =
          services
              .section(key)
              .orElseThrow(() -> services.wrong(key, "it is empty: give it an image"));
      List<String> wanted = section.texts("profiles");
      if (!wanted.isEmpty() && wanted.stream().noneMatch(profiles::contains)) {
        services.note(
            key,
            "left out: it belongs to profile %s; see --profile"
                .formatted(String.join(", ", wanted)));
        continue;
      }
      String label = key.toLowerCase(Locale.ROOT).replaceAll("[_.]", "-");
      read.add(
          new ServiceReader(key, section, extension, surroundings)
              .read(replica -> "%s-%s-%d".formatted(application, label, replica)));
    }
    root.end();
    try {
      requireChecks(read);
      requireOwnVolumes(read);
      return new Application(application, read, root.notes());
    } catch (IllegalArgumentException e) {
      throw new DocumentException(Objects.requireNonNull(e.getMessage()), e);
    }
  }

  private static void volumes(Section root) {
    root.section("volumes")
        .ifPresent(volumes -> {
          for (String key : volumes.keys()) {
            volumes
                .section(key)
                .ifPresent(one -> {
                  if (one.flag("external")) {
                    throw one.wrong(
                        "external", "volumes belong to one container and move with it: drop it");
                  }
                  one.end();
                });
          }
        });
  }

  private static void networks(Section root) {
    root.section("networks")
        .ifPresent(networks -> {
          for (String key : networks.keys()) {
            networks
                .section(key)
                .ifPresent(one -> {
                  if (one.flag("internal")) {
                    throw one.wrong(
                        "internal",
                        "networks are not separated, so it cannot be enforced: drop it knowingly");
                  }
                });
          }
          root.note(
              "networks", "not separated: all containers of the application reach each other");
        });
  }

  /** Who waits for health must be told how to ask for it. */
  private static void requireChecks(List<Service> services) {
    Map<String, Service> byName = new HashMap<>();
    services.forEach(service -> byName.put(service.name(), service));
    for (Service service : services) {
      for (Dependency dependency : service.dependencies()) {
        Service needed = byName.get(dependency.service());
        if (needed != null
            && dependency.condition() == Condition.HEALTHY
            && needed.definition().health().isEmpty()) {
          throw new DocumentException(
              "services.%s.depends_on.%s.condition".formatted(service.name(), needed.name()),
              "%s has no health check that Drayage can make: give it x-drayage: {health-port: PORT, health-path: /PATH}"
                  .formatted(needed.name()));
        }
      }
    }
  }

  private static void requireOwnVolumes(List<Service> services) {
    Map<String, String> owners = new HashMap<>();
    for (Service service : services) {
      for (var volume : service.definition().volumes()) {
        String other = owners.putIfAbsent(volume.name(), service.name());
        if (other != null && !volume.name().startsWith(VolumeReader.ANONYMOUS)) {
          throw new DocumentException(
              "services.%s.volumes".formatted(service.name()),
              other.equals(service.name())
                  ? "volume %s is there twice: mount it once".formatted(volume.name())
                  : "volume %s is %s's too, and containers share none: give each its own"
                      .formatted(volume.name(), other));
        }
      }
    }
  }
}
