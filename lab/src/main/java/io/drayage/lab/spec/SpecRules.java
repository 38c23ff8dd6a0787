package io.drayage.lab.spec;

import io.drayage.lab.spec.LabDocument.Cloud;
import io.drayage.lab.spec.LabDocument.Controller;
import io.drayage.lab.spec.LabDocument.Defaults;
import io.drayage.lab.spec.LabDocument.Host;
import io.drayage.lab.spec.LabDocument.Region;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of a lab file: which keys are needed, which values exist, what refers to what. */
final class SpecRules {
  private static final String DEFAULT_MEMORY = "4GiB";
  private static final String DEFAULT_BANDWIDTH = "1Gbit";
  private static final String DEFAULT_CONTROLLER = "controller";
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final LabDocument document;
  private final String defaultMemory;
  private final String defaultBandwidth;
  private final Map<String, Cloud> clouds = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();

  SpecRules(LabDocument document) {
    this.document = document;
    Defaults defaults = document.defaults();
    this.defaultMemory = or(defaults == null ? null : defaults.memory(), DEFAULT_MEMORY);
    this.defaultBandwidth = or(defaults == null ? null : defaults.bandwidth(), DEFAULT_BANDWIDTH);
  }

  LabSpec check() {
    for (Cloud cloud : list(document.clouds())) {
      String name = name("a cloud", cloud.name());
      if (clouds.put(name, cloud) != null) {
        throw new SpecException("", "cloud " + name + " is there twice");
      }
      list(cloud.regions()).forEach(region -> checkRegion(name, region));
    }
    ControllerSpec controller = controller();
    names.add(controller.name());
    List<HostSpec> hosts = new ArrayList<>();
    for (Host host : list(document.hosts())) {
      hosts.add(host(host));
    }
    if (hosts.isEmpty()) {
      throw new SpecException("hosts", "none; a lab needs at least one host");
    }
    if (hosts.size() > LabSpec.MOST_HOSTS) {
      throw new SpecException(
          "hosts", hosts.size() + " are too many: at most " + LabSpec.MOST_HOSTS);
    }
    return new LabSpec(controller, hosts);
  }

  private ControllerSpec controller() {
    Controller given = document.controller();
    if (given == null) {
      given = new Controller(null, null, null);
    }
    return new ControllerSpec(
        name("controller", or(given.name(), DEFAULT_CONTROLLER)),
        Quantities.memory("controller", or(given.memory(), defaultMemory)),
        Quantities.bandwidth("controller", or(given.bandwidth(), defaultBandwidth)));
  }

  private HostSpec host(Host host) {
    String name = name("a host", host.name());
    String where = "host " + name;
    if (!names.add(name)) {
      throw new SpecException("", where + " is there twice: each host needs a name of its own");
    }
    String cloudName = needed(where, "cloud", host.cloud());
    Cloud cloud = clouds.get(cloudName);
    if (cloud == null) {
      throw new SpecException(
          where, "unknown cloud '" + cloudName + "'; clouds of this file: " + clouds.keySet());
    }
    String region = needed(where, "region", host.region());
    return new HostSpec(
        name,
        cloudName,
        region,
        country(where, cloudName, cloud, region),
        Quantities.memory(where, or(host.memory(), defaultMemory)),
        Quantities.bandwidth(where, or(host.bandwidth(), or(cloud.bandwidth(), defaultBandwidth))));
  }

  private static void checkRegion(String cloud, Region region) {
    String where = "cloud " + cloud;
    String name = name(where + ": a region", region.name());
    String country = needed(where + ", region " + name, "country", region.country());
    if (!COUNTRIES.contains(country)) {
      throw new SpecException(
          where + ", region " + name,
          "bad country '" + country + "': write an ISO 3166 code such as ES");
    }
  }

  private static String country(String where, String cloudName, Cloud cloud, String regionName) {
    List<String> known = new ArrayList<>();
    for (Region region : list(cloud.regions())) {
      if (regionName.equals(region.name())) {
        return needed(where, "country", region.country());
      }
      known.add(String.valueOf(region.name()));
    }
    throw new SpecException(
        where,
        "unknown region '%s' of cloud %s; its regions: %s".formatted(regionName, cloudName, known));
  }

  private static String name(String where, @Nullable String name) {
    String given = needed(where, "name", name);
    if (!Names.isName(given)) {
      throw new SpecException(where, "bad name '" + given + "': " + Names.RULE);
    }
    return given;
  }

  private static String needed(String where, String key, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new SpecException(where, "the key '" + key + "' is missing");
    }
    return value;
  }

  private static String or(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }

  private static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
