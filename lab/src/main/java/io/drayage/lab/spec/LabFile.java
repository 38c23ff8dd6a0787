package io.drayage.lab.spec;

import io.drayage.lab.machine.LabException;
import io.drayage.lab.spec.LabDocument.Cloud;
import io.drayage.lab.spec.LabDocument.Controller;
import io.drayage.lab.spec.LabDocument.Host;
import io.drayage.lab.spec.LabDocument.Region;
import io.drayage.platform.config.ConfigFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads lab.yaml. Every mistake in it becomes one line that names the file and the place. */
public final class LabFile {
  private static final String DEFAULT = "lab.yaml";

  private LabFile() {}

  /**
   * The lab that a file describes.
   *
   * @throws io.drayage.platform.config.ConfigException when there is no such file, or it is
   *     malformed
   * @throws LabException when its parts do not fit together
   */
  public static LabSpec read(Path file) {
    return spec(file.toString(), ConfigFile.read(file, LabDocument.class));
  }

  /** The lab that comes up when no file is named: a controller and three hosts of two clouds. */
  public static LabSpec readDefault() {
    return parse("the default " + DEFAULT, defaultText());
  }

  /** The text of the default lab file, to start one's own from. */
  public static String defaultText() {
    try (InputStream in = LabFile.class.getResourceAsStream(DEFAULT)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + DEFAULT + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LabSpec parse(String source, String text) {
    return spec(source, ConfigFile.parse(text, source, LabDocument.class));
  }

  private static LabSpec spec(String source, LabDocument document) {
    Map<String, Map<String, Region>> clouds = new LinkedHashMap<>();
    Map<String, Cloud> byName = new LinkedHashMap<>();
    for (Cloud cloud : document.clouds()) {
      Map<String, Region> regions = new LinkedHashMap<>();
      for (Region region : cloud.regions()) {
        if (regions.put(region.name(), region) != null) {
          throw twice(source, "region " + region.name() + " of cloud " + cloud.name());
        }
      }
      if (clouds.put(cloud.name(), regions) != null) {
        throw twice(source, "cloud " + cloud.name());
      }
      byName.put(cloud.name(), cloud);
    }
    Controller controller = document.controller();
    Set<String> names = new HashSet<>(Set.of(controller.name()));
    List<HostSpec> hosts = new ArrayList<>();
    for (Host host : document.hosts()) {
      if (!names.add(host.name())) {
        throw twice(source, "host " + host.name());
      }
      Cloud cloud = known(source, host, "cloud", host.cloud(), byName);
      Region region =
          known(source, host, "region", host.region(), clouds.getOrDefault(cloud.name(), Map.of()));
      hosts.add(
          new HostSpec(
              host.name(),
              cloud.name(),
              region.name(),
              region.country(),
              host.memory().orElse(document.defaults().memory()),
              host.bandwidth().or(cloud::bandwidth).orElse(document.defaults().bandwidth())));
    }
    return new LabSpec(
        new ControllerSpec(
            controller.name(),
            controller.memory().orElse(document.defaults().memory()),
            controller.bandwidth().orElse(document.defaults().bandwidth())),
        hosts);
  }

  private static <T> T known(
      String source, Host host, String what, String name, Map<String, T> known) {
    T found = known.get(name);
    if (found == null) {
      throw new LabException(
          "%s: host %s: there is no %s %s; choose from %s"
              .formatted(source, host.name(), what, name, String.join(", ", known.keySet())));
    }
    return found;
  }

  private static LabException twice(String source, String what) {
    return new LabException(source + ": " + what + " is there twice; give it a name of its own");
  }
}
