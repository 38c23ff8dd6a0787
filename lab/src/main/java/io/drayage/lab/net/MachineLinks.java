package io.drayage.lab.net;

import io.drayage.lab.machine.Commands;
import io.drayage.platform.json.Json;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The links of labs on the machine, found by their alias whatever else is left of the labs. */
public final class MachineLinks {
  private MachineLinks() {}

  /** Names of labs that have a link, each with the link's name. */
  public static Map<String, String> byLab() {
    Map<String, String> links = new TreeMap<>();
    for (JsonNode link :
        Json.mapper().readTree(Commands.of("ip", "-j", "link", "show").runOrThrow().stdout())) {
      String alias = link.path("ifalias").asString("");
      if (alias.startsWith(LabNetwork.alias(""))) {
        links.put(alias.substring(LabNetwork.alias("").length()), link.path("ifname").asString());
      }
    }
    return links;
  }

  /** Removes a lab's link, and with it the routes over it. */
  public static void remove(String lab) {
    String link = byLab().get(lab);
    if (link != null) {
      // It may vanish by itself at this moment, with the router's namespace.
      Commands.of("ip", "link", "del", "dev", link).run();
    }
  }
}
