package io.drayage.dns.rfc2136;

import io.drayage.dns.DnsException;
import io.drayage.dns.NameRecords;
import io.drayage.dns.RecordSet;
import io.drayage.dns.RecordType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Address;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Our records as the library's, and back. */
final class Wire {
  private Wire() {}

  static Name name(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new DnsException("'%s' is not a domain name: %s".formatted(text, e.getMessage()), e);
    }
  }

  static String text(Name name) {
    return name.toString(true).toLowerCase(Locale.ROOT);
  }

  static int type(RecordType type) {
    return switch (type) {
      case A -> Type.A;
      case AAAA -> Type.AAAA;
      case CNAME -> Type.CNAME;
    };
  }

  static List<Record> records(String name, RecordSet set, long ttl) {
    var records = new ArrayList<Record>();
    Name owner = name(name);
    for (String value : set.values()) {
      records.add(
          switch (set.type()) {
            case A -> new ARecord(owner, DClass.IN, ttl, address(value, Address.IPv4));
            case AAAA -> new AAAARecord(owner, DClass.IN, ttl, address(value, Address.IPv6));
            case CNAME -> new CNAMERecord(owner, DClass.IN, ttl, name(value));
          });
    }
    return records;
  }

  /** The records of one type that an answer has for exactly this name. */
  static Optional<RecordSet> set(String name, RecordType type, List<Record> answer) {
    Name owner = name(name);
    List<Record> fitting =
        answer.stream()
            .filter(record -> record.getName().equals(owner) && record.getType() == type(type))
            .toList();
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    long ttl = fitting.stream().mapToLong(Record::getTTL).min().orElse(0);
    return Optional.of(new RecordSet(type, ttl, fitting.stream().map(Wire::value).toList()));
  }

  /** The same records, with addresses in the one form that {@link #set} gives. */
  static NameRecords normal(NameRecords records) {
    return new NameRecords(
        records.name(),
        records.sets().stream()
            .flatMap(set ->
                set(records.name(), set.type(), records(records.name(), set, set.ttlSeconds()))
                    .stream())
            .toList());
  }

  private static String value(Record record) {
    return switch (record) {
      case ARecord a -> a.getAddress().getHostAddress();
      case AAAARecord aaaa -> aaaa.getAddress().getHostAddress();
      case CNAMERecord alias -> text(alias.getTarget());
      default -> throw new DnsException("unexpected record of type " + record.getType());
    };
  }

  private static InetAddress address(String text, int family) {
    try {
      return Address.getByAddress(text, family);
    } catch (UnknownHostException e) {
      throw new DnsException("'%s' is not an IP address of the record's family".formatted(text), e);
    }
  }
}
