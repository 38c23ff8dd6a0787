package io.drayage.dns.rfc2136;

import io.drayage.dns.DnsException;
import io.drayage.dns.NameRecords;
import io.drayage.dns.RecordSet;
import io.drayage.dns.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Questions to one authoritative server, of which it answers from its own zone only. */
final class Queries {
  private final Exchange exchange;

  Queries(Exchange exchange) {
    this.exchange = exchange;
  }

  /** What the server answers for a name: the records there, or those of a wildcard. */
  NameRecords records(String name) {
    var sets = new ArrayList<RecordSet>();
    try {
      for (RecordType type : RecordType.values()) {
        Wire.set(name, type, answer(Wire.name(name), Wire.type(type))).ifPresent(sets::add);
      }
      return new NameRecords(name, sets);
    } catch (IllegalArgumentException e) {
      // Too many records; or it was changed between two questions.
      throw new DnsException(
          "what name server %s says of %s cannot be used: %s"
              .formatted(exchange.server(), name, e.getMessage()),
          e);
    }
  }

  /** The names of a zone's servers. */
  List<String> servers(String domain) {
    return answer(Wire.name(domain), Type.NS).stream()
        .filter(record -> record.getType() == Type.NS)
        .map(record -> Wire.text(((org.xbill.DNS.NSRecord) record).getTarget()))
        .toList();
  }

  private List<Record> answer(Name name, int type) {
    Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    query.getHeader().unsetFlag(Flags.RD);
    Message answer = exchange.send(query);
    int code = answer.getRcode();
    boolean known = code == Rcode.NOERROR || code == Rcode.NXDOMAIN;
    if (!known || !answer.getHeader().getFlag(Flags.AA)) {
      throw new DnsException(
          "name server %s does not answer for %s with authority (%s): name a server of its zone"
              .formatted(exchange.server(), Wire.text(name), Rcode.string(code)));
    }
    return answer.getSection(Section.ANSWER);
  }
}
