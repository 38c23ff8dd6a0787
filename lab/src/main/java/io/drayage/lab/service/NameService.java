package io.drayage.lab.service;

import io.drayage.lab.Lab;
import io.drayage.lab.host.LabHost;
import io.drayage.lab.spec.HostSpec;
import io.drayage.lab.spec.MachineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lab's name server: BIND beside the controller, with a zone for names that follow containers
 * and one for each cloud, all of which one TSIG key may change.
 */
final class NameService {
  static final String SERVICE = "named";

  /** The zone for names that follow containers. */
  static final String ZONE = "apps.lab.test";

  private static final String DIRECTORY = "/run/drayage/dns/";
  private static final String KEY = "/run/drayage/dns.key";
  private static final String CONFIGURATION = "/etc/drayage/named.conf";

  private NameService() {}

  static void start(Lab lab) {
    LabHost host = lab.controller();
    String secret = ServiceConfig.newCredential().strip();
    host.write(
        KEY,
        "key \"drayage\" {\n\talgorithm hmac-sha256;\n\tsecret \"%s\";\n};\n".formatted(secret));
    zones(lab).forEach(zone -> host.write(DIRECTORY + zone, records(host)));
    host.write(CONFIGURATION, configuration(lab, host));
    host.start(SERVICE, List.of("/usr/sbin/named", "-g", "-n", "1", "-c", CONFIGURATION));
  }

  static boolean answers(LabHost host) {
    try {
      return Files.readString(host.log(SERVICE)).contains("all zones loaded");
    } catch (IOException e) {
      return false;
    }
  }

  /** Lets the programs of every host ask it. */
  static void tellHosts(Lab lab) {
    for (MachineSpec machine : lab.spec().machines()) {
      LabHost host = lab.host(machine.name());
      host.write("/etc/resolv.conf", "nameserver " + lab.controller().address() + "\n");
      host.command("chmod", "644", "/etc/resolv.conf").runOrThrow();
    }
  }

  /** What the controller's configuration says of the zones. */
  static String controllerKeys(Lab lab) {
    String primary = lab.controller().address();
    String zones =
        zones(lab)
            .map(zone -> "    - {domain: %s, primary: %s, key: %s}".formatted(zone, primary, KEY))
            .collect(Collectors.joining("\n"));
    String hosts =
        lab.spec().hosts().stream()
            .map(host -> "    %s: {domain: %s}".formatted(host.name(), zone(host)))
            .collect(Collectors.joining("\n"));
    return "dns:\n  strategy: accepted\n  zones:\n%s\n  hosts:\n%s\n".formatted(zones, hosts);
  }

  private static Stream<String> zones(Lab lab) {
    return Stream.concat(
        Stream.of(ZONE), lab.spec().hosts().stream().map(NameService::zone).distinct());
  }

  private static String zone(HostSpec host) {
    return "apps." + host.cloud() + ".test";
  }

  private static String records(LabHost host) {
    return """
    $TTL 60
    @ SOA ns hostmaster 1 1h 15m 1w 5
    @ NS ns
    ns A %s
    """
        .formatted(host.address());
  }

  private static String configuration(Lab lab, LabHost host) {
    String zones =
        zones(lab)
            .map(zone ->
                "zone \"%s\" { type primary; file \"%s\"; update-policy { grant drayage zonesub A AAAA CNAME; }; };"
                    .formatted(zone, zone))
            .collect(Collectors.joining("\n"));
    return """
    include "%s";
    options {
      directory "%s";
      pid-file none;
      session-keyfile none;
      listen-on { %s; };
      listen-on-v6 { none; };
      recursion no;
      dnssec-validation no;
      notify no;
    };
    controls { };
    %s
    """
        .formatted(KEY, DIRECTORY, host.address(), zones);
  }
}
