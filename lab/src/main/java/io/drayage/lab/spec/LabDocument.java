package io.drayage.lab.spec;

import io.drayage.model.Names;
import io.drayage.platform.config.Default;
import io.drayage.platform.unit.Bandwidth;
import io.drayage.platform.unit.DataSize;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** lab.yaml as it is written; a constructor checks what needs no other part of the file. */
record LabDocument(
    @Default("{}") Defaults defaults,
    @Default("{}") Controller controller,
    List<Cloud> clouds,
    List<Host> hosts) {

  LabDocument {
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("hosts has no host; a lab needs one at least");
    }
    if (hosts.size() > LabSpec.MOST_HOSTS) {
      throw new IllegalArgumentException(
          hosts.size() + " hosts are too many; a lab has room for " + LabSpec.MOST_HOSTS);
    }
  }

  record Defaults(@Default("4GiB") DataSize memory, @Default("1Gbit") Bandwidth bandwidth) {
    Defaults {
      Limits.check(memory);
      Limits.check(bandwidth);
    }
  }

  record Controller(
      @Default("controller") String name,
      Optional<DataSize> memory,
      Optional<Bandwidth> bandwidth) {
    Controller {
      Names.require("host", name);
      memory.ifPresent(Limits::check);
      bandwidth.ifPresent(Limits::check);
    }
  }

  record Cloud(String name, Optional<Bandwidth> bandwidth, List<Region> regions) {
    Cloud {
      Names.require("cloud", name);
      bandwidth.ifPresent(Limits::check);
    }
  }

  record Region(String name, String country) {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    Region {
      Names.require("region", name);
      if (!COUNTRIES.contains(country)) {
        throw new IllegalArgumentException(
            "'" + country + "' is not a country; write its ISO 3166 code, such as ES");
      }
    }
  }

  record Host(
      String name,
      String cloud,
      String region,
      Optional<DataSize> memory,
      Optional<Bandwidth> bandwidth) {
    Host {
      Names.require("host", name);
      memory.ifPresent(Limits::check);
      bandwidth.ifPresent(Limits::check);
    }
  }
}
