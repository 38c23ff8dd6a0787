package io.drayage.controller.config;

import io.drayage.dns.move.Strategy;
import io.drayage.dns.rfc2136.ServerAddress;
import io.drayage.model.DomainNames;
import io.drayage.platform.config.Default;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The zones whose names follow containers, and where a host's names lead.
 *
 * @param strategy how a name reaches a container in another domain
 * @param loweredTtl the TTL of a name while its container moves, 0 s to 1 h
 * @param zones at least one
 * @param hosts by the host's name; one that is not there is reached at its agent's address
 */
public record DnsConfig(
    @Default("accepted") Strategy strategy,
    @Default("5s") Duration loweredTtl,
    List<ZoneConfig> zones,
    @Default("{}") Map<String, HostNames> hosts) {
  private static final Duration LONGEST_LOWERED = Duration.ofHours(1);
  private static final int MOST_ADDRESSES = 16;
  private static final Duration LONGEST_TTL = Duration.ofDays(7);

  public DnsConfig {
    zones = List.copyOf(zones);
    hosts = Map.copyOf(hosts);
    requireBetween("loweredTtl", loweredTtl, LONGEST_LOWERED);
    if (zones.isEmpty()) {
      throw new IllegalArgumentException("dns.zones is empty: name a zone, or leave dns out");
    }
    if (zones.stream().map(ZoneConfig::domain).distinct().count() != zones.size()) {
      throw new IllegalArgumentException("dns.zones has one domain twice: name each once");
    }
    for (String domain : hosts.values().stream().flatMap(host -> host.domain().stream()).toList()) {
      if (!within(zones, domain)) {
        throw new IllegalArgumentException(
            "no zone of dns.zones holds the host's domain %s: add it".formatted(domain));
      }
    }
  }

  /**
   * A zone that takes dynamic updates.
   *
   * @param domain its name
   * @param primary the server that takes updates, {@code ADDRESS} or {@code ADDRESS:PORT}
   * @param servers the other authoritative servers; when none are given, the zone's NS records say
   *     which ones there are
   * @param key file of the TSIG key as {@code tsig-keygen} writes it, readable by its owner alone
   * @param ttl of the names that follow containers, 1 s to 7 days
   */
  public record ZoneConfig(
      String domain,
      String primary,
      @Default("[]") List<String> servers,
      Path key,
      @Default("60s") Duration ttl) {
    public ZoneConfig {
      domain = DomainNames.require(domain);
      servers = List.copyOf(servers);
      var _ = ServerAddress.parse(primary);
      servers.forEach(ServerAddress::parse);
      requireBetween("ttl", ttl, LONGEST_TTL);
      if (ttl.isZero()) {
        throw new IllegalArgumentException("ttl is less than 1 s: a moving name's is loweredTtl");
      }
    }
  }

  /**
   * Where the names of a host's containers lead.
   *
   * @param addresses the host's public addresses, IPv4 and IPv6
   * @param domain the host's own, which clients of other domains do not know; for the strategy
   *     {@code isolated}
   */
  public record HostNames(@Default("[]") List<String> addresses, Optional<String> domain) {
    public HostNames {
      addresses = List.copyOf(addresses);
      domain = domain.map(DomainNames::require);
      addresses.forEach(HostNames::requireAddress);
      if (addresses.size() > MOST_ADDRESSES) {
        throw new IllegalArgumentException(
            "%d addresses are too many: write at most %d"
                .formatted(addresses.size(), MOST_ADDRESSES));
      }
    }

    private static void requireAddress(String address) {
      try {
        var _ = InetAddress.ofLiteral(address);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "'%s' is not an IP address: write the host's public one".formatted(address), e);
      }
    }
  }

  private static boolean within(List<ZoneConfig> zones, String domain) {
    return zones.stream().anyMatch(zone -> DomainNames.isWithin(domain, zone.domain()));
  }

  private static void requireBetween(String key, Duration value, Duration longest) {
    if (value.isNegative()
        || value.compareTo(longest) > 0
        || !value.equals(Duration.ofSeconds(value.toSeconds()))) {
      throw new IllegalArgumentException(
          "%s is %s: write whole seconds, at most %d s".formatted(key, value, longest.toSeconds()));
    }
  }
}
