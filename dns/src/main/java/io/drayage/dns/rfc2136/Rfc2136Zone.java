package io.drayage.dns.rfc2136;

import io.drayage.dns.DnsException;
import io.drayage.dns.NameChangedException;
import io.drayage.dns.NameRecords;
import io.drayage.dns.RecordType;
import io.drayage.dns.ServerAnswer;
import io.drayage.dns.Zone;
import io.drayage.model.DomainNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Update;

/**
 * A zone whose primary server takes dynamic updates (RFC 2136) that bear a TSIG (RFC 8945). The
 * prerequisites of an update name all that must stand at the name: the server itself compares and
 * sets.
 */
public final class Rfc2136Zone implements Zone {
  private static final int READ_ATTEMPTS = 3;

  private final String domain;
  private final Queries primary;
  private final Exchange signed;
  private final Servers servers;

  /**
   * A zone; nothing is asked yet.
   *
   * @param primary the server that takes updates
   * @param others the other authoritative servers; when there are none, the zone's NS records say
   *     which ones there are
   * @param keyFile holds the TSIG key, in the form that {@code tsig-keygen} writes
   * @throws DnsException when the key cannot be read
   */
  public Rfc2136Zone(
      String domain, ServerAddress primary, List<ServerAddress> others, Path keyFile) {
    TSIG key = TsigKeyFile.read(keyFile);
    var unsigned = new Exchange(primary, Optional.empty());
    this.domain = DomainNames.require(domain);
    this.primary = new Queries(unsigned);
    this.signed = new Exchange(primary, Optional.of(key));
    this.servers = new Servers(this.domain, primary, others, this.primary);
  }

  @Override
  public String domain() {
    return domain;
  }

  @Override
  public NameRecords read(String name) {
    requireWithin(name);
    for (int attempt = 1; attempt <= READ_ATTEMPTS; attempt++) {
      NameRecords answered = primary.records(name);
      if (stands(answered)) {
        return answered;
      }
      // A wildcard answers for a name at which nothing stands.
      NameRecords none = NameRecords.none(name);
      if (!answered.sets().isEmpty() && stands(none)) {
        return none;
      }
    }
    throw new DnsException(
        "%s is changed by somebody faster than it can be read: try again".formatted(name));
  }

  @Override
  public void change(NameRecords expected, NameRecords wanted) {
    requireWithin(wanted.name());
    NameRecords from = Wire.normal(expected);
    NameRecords to = Wire.normal(wanted);
    Update update = expecting(from);
    for (RecordType type : RecordType.values()) {
      if (from.of(type).isPresent()) {
        update.delete(Wire.name(to.name()), Wire.type(type));
      }
    }
    to.sets()
        .forEach(set ->
            Wire.records(to.name(), set, set.ttlSeconds()).forEach(record -> update.add(record)));
    int code = send(update);
    if (code != Rcode.NOERROR && code != Rcode.NXRRSET && code != Rcode.YXRRSET) {
      throw refused(code, wanted.name());
    }
    NameRecords found = read(wanted.name());
    if (found.equals(to)) {
      return;
    }
    if (code == Rcode.NOERROR && found.leadsAs(from)) {
      throw new DnsException(
          "name server %s took the change of %s and did not make it: see whether other records stand there"
              .formatted(signed.server(), wanted.name()));
    }
    throw new NameChangedException(from, found);
  }

  /** Deletes, of the types that are absent there, all records: none. */
  @Override
  public void requireChangeable(String name) {
    NameRecords present = read(name);
    Update update = expecting(present);
    for (RecordType type : RecordType.values()) {
      if (present.of(type).isEmpty()) {
        update.delete(Wire.name(name), Wire.type(type));
      }
    }
    int code = send(update);
    if (code != Rcode.NOERROR) {
      throw refused(code, name);
    }
  }

  @Override
  public List<ServerAnswer> ask(String name) {
    requireWithin(name);
    return servers.all().stream().map(server -> ask(server, name)).toList();
  }

  private static ServerAnswer ask(ServerAddress server, String name) {
    try {
      NameRecords records = new Queries(new Exchange(server, Optional.empty())).records(name);
      return new ServerAnswer(server.toString(), Optional.of(records), "");
    } catch (DnsException e) {
      return new ServerAnswer(server.toString(), Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  /** Whether exactly these records stand there; TTLs are not compared. */
  private boolean stands(NameRecords records) {
    int code = send(expecting(records));
    return switch (code) {
      case Rcode.NOERROR -> true;
      case Rcode.NXRRSET, Rcode.YXRRSET -> false;
      default -> throw refused(code, records.name());
    };
  }

  /** An update without a change yet, that fails when other records stand at the name. */
  private Update expecting(NameRecords expected) {
    var update = new Update(Wire.name(domain));
    for (RecordType type : RecordType.values()) {
      expected
          .of(type)
          .ifPresentOrElse(
              set ->
                  Wire.records(expected.name(), set, 0).forEach(record -> update.present(record)),
              () -> update.absent(Wire.name(expected.name()), Wire.type(type)));
    }
    return update;
  }

  private int send(Update update) {
    Message answer = signed.send(update);
    return answer.getRcode();
  }

  private DnsException refused(int code, String name) {
    String cure =
        switch (code) {
          case Rcode.REFUSED -> "let the TSIG key change it (BIND: update-policy)";
          case Rcode.NOTAUTH, Rcode.NOTZONE -> "name the zone's primary server";
          default -> "see that server's log";
        };
    return new DnsException(
        "name server %s does not change %s in zone %s (%s): %s"
            .formatted(signed.server(), name, domain, Rcode.string(code), cure));
  }

  private void requireWithin(String name) {
    if (!DomainNames.isWithin(name, domain)) {
      throw new DnsException(
          "%s is not in zone %s: choose a name below it".formatted(name, domain));
    }
  }
}
