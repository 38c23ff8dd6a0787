package io.drayage.dns.rfc2136;

import io.drayage.dns.DnsException;
import io.drayage.dns.NameRecords;
import io.drayage.dns.RecordSet;
import io.drayage.dns.RecordType;
import io.drayage.model.DomainNames;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which servers answer for a zone: those that are configured, or those that its NS records name.
 */
final class Servers {
  private static final int MOST = 32;

  private final String domain;
  private final ServerAddress primary;
  private final List<ServerAddress> others;
  private final Queries queries;

  Servers(String domain, ServerAddress primary, List<ServerAddress> others, Queries queries) {
    this.domain = domain;
    this.primary = primary;
    this.others = List.copyOf(others);
    this.queries = queries;
  }

  /** The primary first, each once. */
  List<ServerAddress> all() {
    Set<ServerAddress> all = new LinkedHashSet<>();
    all.add(primary);
    all.addAll(others);
    if (others.isEmpty()) {
      List<String> names = queries.servers(domain);
      if (names.size() > MOST) {
        throw new DnsException(
            "zone %s names %d servers, more than %d: configure those to ask"
                .formatted(domain, names.size(), MOST));
      }
      names.forEach(name -> all.addAll(addresses(name)));
    }
    return List.copyOf(all);
  }

  /** A server of the zone's own names is asked there, as no resolver may know the zone. */
  private List<ServerAddress> addresses(String server) {
    if (!DomainNames.isWithin(server, domain)) {
      return List.of(new ServerAddress(server, ServerAddress.DNS));
    }
    NameRecords records = queries.records(server);
    return records.sets().stream()
        .filter(set -> set.type() != RecordType.CNAME)
        .map(RecordSet::values)
        .flatMap(List::stream)
        .filter(address -> !address.equals(primary.host()))
        .map(address -> new ServerAddress(address, ServerAddress.DNS))
        .toList();
  }
}
