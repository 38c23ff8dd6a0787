package io.drayage.controller.name;

import io.drayage.controller.config.DnsConfig;
import io.drayage.controller.config.DnsConfig.HostNames;
import io.drayage.controller.config.DnsConfig.ZoneConfig;
import io.drayage.dns.DnsException;
import io.drayage.dns.NameRecords;
import io.drayage.dns.Zone;
import io.drayage.dns.move.Strategy;
import io.drayage.dns.rfc2136.Rfc2136Zone;
import io.drayage.dns.rfc2136.ServerAddress;
import io.drayage.journal.Journal;
import io.drayage.model.DomainNames;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Where names lead: a configuration's zones and hosts. Immutable. */
final class Places {
  private final DnsConfig config;
  private final Journal journal;
  private final Map<String, Zone> zones = new HashMap<>();

  Places(DnsConfig config, Journal journal) {
    this.config = config;
    this.journal = journal;
    for (ZoneConfig zone : config.zones()) {
      zones.put(
          zone.domain(),
          new Rfc2136Zone(
              zone.domain(),
              ServerAddress.parse(zone.primary()),
              zone.servers().stream().map(ServerAddress::parse).toList(),
              zone.key()));
    }
  }

  /** The zone that holds a name: the deepest. */
  Zone zone(String name) {
    return Objects.requireNonNull(zones.get(holding(name).domain()));
  }

  Duration loweredTtl() {
    return config.loweredTtl();
  }

  /** What leads from a name to a container on a host. */
  Lead lead(String name, String container, String host) {
    Duration ttl = holding(name).ttl();
    Optional<String> domain =
        Optional.ofNullable(config.hosts().get(host))
            .flatMap(HostNames::domain)
            .filter(own -> config.strategy() == Strategy.ISOLATED)
            .filter(own -> !DomainNames.isWithin(name, own));
    if (domain.isEmpty()) {
      return new Lead(NameRecords.addresses(name, ttl, addresses(host)), Optional.empty());
    }
    String helper = container + "." + domain.orElseThrow();
    return new Lead(
        NameRecords.alias(name, ttl, helper),
        Optional.of(NameRecords.addresses(helper, holding(helper).ttl(), addresses(host))));
  }

  private List<String> addresses(String host) {
    List<String> configured =
        Optional.ofNullable(config.hosts().get(host)).map(HostNames::addresses).orElse(List.of());
    if (!configured.isEmpty()) {
      return configured;
    }
    return journal
        .hosts()
        .find(host)
        .map(known -> List.of(known.address()))
        .orElseThrow(() -> new DnsException("host %s is not known".formatted(host)));
  }

  private ZoneConfig holding(String name) {
    return config.zones().stream()
        .filter(zone -> DomainNames.isWithin(name, zone.domain()))
        .max(Comparator.comparingInt(zone -> zone.domain().length()))
        .orElseThrow(() ->
            new DnsException(
                "no zone of the controller's dns.zones holds %s: choose a name below %s"
                    .formatted(
                        name,
                        String.join(
                            " or ", config.zones().stream().map(ZoneConfig::domain).toList()))));
  }
}
